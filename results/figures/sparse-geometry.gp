# The geometry of sparse coding against that of SRCNN
# Draws sparse-geometry.svg, sparse-geometry.png, sparse-geometry.pdf, sparse-geometry-column.pdf from sparse-geometry.dat. By hand, in this folder: gnuplot sparse-geometry.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [1011.2:375000]
set yrange [30.25:32.75]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32, '32.5' 32.5)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8154
set bmargin at screen 0.3635
set tmargin at screen 0.9518
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2718 left top vertical maxrows 7 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.3024 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'The geometry of sparse coding against that of SRCNN' at screen 0.1042, screen 0.9700 left noenhanced font ',18'
set label 'Profile desk: trained on T91, measured on Set5 at x3; 300,000 backprops; mean of 1 to 8 seeds, the band from the lowest to' at screen 0.1042, screen 0.0618 left noenhanced font ',12' tc rgb '#444444'
set label 'the highest. An output pixel of 5-1-5 and 9-1-1 depends on 9 x 9 pixels, of 9-1-5 on 13 x 13, of 11-1-7 on 17 x 17. Curves' at screen 0.1042, screen 0.0418 left noenhanced font ',12' tc rgb '#444444'
set label 'un-padded, levels padded: networks end 0.02 to 0.06 dB lower there. What is below 30.25 is cut off.' at screen 0.1042, screen 0.0218 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 31.18275600775105 to graph 1, first 31.18275600775105 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC, 64 atoms 31.18' at graph 1.01, first 31.1828 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 2 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 3 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7
set style line 4 lc rgb '#E69F00' lw 2.6 pt 11 ps 0.7
set style line 5 lc rgb '#56B4E9' lw 2.6 pt 15 ps 0.7
set style line 6 lc rgb '#000000' lw 2.6 pt 5 ps 0.7

set terminal svg noenhanced size 960,850 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'sparse-geometry.svg'

plot 'sparse-geometry.dat' index 6 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.077 noborder notitle, \
     'sparse-geometry.dat' index 7 using 1:2 with filledcurves closed fc rgb '#E69F00' fs transparent solid 0.103 noborder notitle, \
     'sparse-geometry.dat' index 8 using 1:2 with filledcurves closed fc rgb '#56B4E9' fs transparent solid 0.101 noborder notitle, \
     'sparse-geometry.dat' index 9 using 1:2 with filledcurves closed fc rgb '#000000' fs transparent solid 0.060 noborder notitle, \
     'sparse-geometry.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'sparse-geometry.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'sparse-geometry.dat' index 3 using 1:3 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'sparse-geometry.dat' index 3 using 1:4 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'sparse-geometry.dat' index 4 using 1:3 with lines lw 0.5 lc rgb '#ABDAF4' notitle, \
     'sparse-geometry.dat' index 4 using 1:4 with lines lw 0.5 lc rgb '#ABDAF4' notitle, \
     'sparse-geometry.dat' index 5 using 1:3 with lines lw 0.5 lc rgb '#808080' notitle, \
     'sparse-geometry.dat' index 5 using 1:4 with lines lw 0.5 lc rgb '#808080' notitle, \
     'sparse-geometry.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'sparse-geometry.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'sparse-geometry.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'sparse-geometry.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     'sparse-geometry.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'sparse-geometry.dat' index 2 every ::42::42 using 1:2 with points ls 3 notitle, \
     'sparse-geometry.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'sparse-geometry.dat' index 3 every ::42::42 using 1:2 with points ls 4 notitle, \
     'sparse-geometry.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'sparse-geometry.dat' index 4 every ::42::42 using 1:2 with points ls 5 notitle, \
     'sparse-geometry.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'sparse-geometry.dat' index 5 every ::42::42 using 1:2 with points ls 6 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '5-1-5 (64-64) (5 seeds)', \
     keyentry with linespoints ls 2 title '5-1-5 (129-129) (1 seed)', \
     keyentry with linespoints ls 3 title '9-1-1 (64-32) (1 seed)', \
     keyentry with linespoints ls 4 title '9-1-5 (64-64) (8 seeds)', \
     keyentry with linespoints ls 5 title '9-1-5 (64-32) (8 seeds)', \
     keyentry with linespoints ls 6 title '11-1-7 (64-32) (3 seeds)'

set terminal pngcairo noenhanced size 1920,1700 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'sparse-geometry.png'
replot

set terminal pdfcairo noenhanced size 8.000in,7.083in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'sparse-geometry.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.6308
set bmargin at screen 0.4456
set tmargin at screen 0.9719
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.3088 left top vertical maxrows 7 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.3544 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 31.18275600775105 to graph 1, first 31.18275600775105 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC, 64 atoms 31.18' at graph 1.01, first 31.1828 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

set terminal pdfcairo noenhanced size 3.500in,4.156in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'sparse-geometry-column.pdf'

plot 'sparse-geometry.dat' index 6 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.077 noborder notitle, \
     'sparse-geometry.dat' index 7 using 1:2 with filledcurves closed fc rgb '#E69F00' fs transparent solid 0.103 noborder notitle, \
     'sparse-geometry.dat' index 8 using 1:2 with filledcurves closed fc rgb '#56B4E9' fs transparent solid 0.101 noborder notitle, \
     'sparse-geometry.dat' index 9 using 1:2 with filledcurves closed fc rgb '#000000' fs transparent solid 0.060 noborder notitle, \
     'sparse-geometry.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'sparse-geometry.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'sparse-geometry.dat' index 3 using 1:3 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'sparse-geometry.dat' index 3 using 1:4 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'sparse-geometry.dat' index 4 using 1:3 with lines lw 0.5 lc rgb '#ABDAF4' notitle, \
     'sparse-geometry.dat' index 4 using 1:4 with lines lw 0.5 lc rgb '#ABDAF4' notitle, \
     'sparse-geometry.dat' index 5 using 1:3 with lines lw 0.5 lc rgb '#808080' notitle, \
     'sparse-geometry.dat' index 5 using 1:4 with lines lw 0.5 lc rgb '#808080' notitle, \
     'sparse-geometry.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'sparse-geometry.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'sparse-geometry.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'sparse-geometry.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     'sparse-geometry.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'sparse-geometry.dat' index 2 every ::42::42 using 1:2 with points ls 3 notitle, \
     'sparse-geometry.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'sparse-geometry.dat' index 3 every ::42::42 using 1:2 with points ls 4 notitle, \
     'sparse-geometry.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'sparse-geometry.dat' index 4 every ::42::42 using 1:2 with points ls 5 notitle, \
     'sparse-geometry.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'sparse-geometry.dat' index 5 every ::42::42 using 1:2 with points ls 6 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '5-1-5 (64-64) (5 seeds)', \
     keyentry with linespoints ls 2 title '5-1-5 (129-129) (1 seed)', \
     keyentry with linespoints ls 3 title '9-1-1 (64-32) (1 seed)', \
     keyentry with linespoints ls 4 title '9-1-5 (64-64) (8 seeds)', \
     keyentry with linespoints ls 5 title '9-1-5 (64-32) (8 seeds)', \
     keyentry with linespoints ls 6 title '11-1-7 (64-32) (3 seeds)'

unset output
