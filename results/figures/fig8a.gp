# Three layers and four: 9-1-5 and 9-1-1-5
# Draws fig8a.svg, fig8a.png, fig8a.pdf, fig8a-column.pdf from fig8a.dat. By hand, in this folder: gnuplot fig8a.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. The ends of y are the experiment's.
set logscale x 10
set xrange [1763.3171653002532:375000]
set yrange [30.8:32.9]
set logscale x2 10
set x2range [8216000:1747275000]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1)
set x2tics nomirror out ('10⁷' 10000000, '10⁸' 100000000, '10⁹' 1000000000, '' 9000000 1, '' 20000000 1, '' 30000000 1, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)
set ytics nomirror out ('31.0' 31, '31.5' 31.5, '32.0' 32, '32.5' 32.5)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8329
set bmargin at screen 0.2689
set tmargin at screen 0.8771
set border 7 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.1740 left top vertical maxrows 3 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops, the paper' at graph 0.5, screen 0.9319 center noenhanced
set label 'Number of backprops' at graph 0.5, screen 0.2056 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Three layers and four: 9-1-5 and 9-1-1-5' at screen 0.1042, screen 0.9690 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at x3;' at screen 0.1042, screen 0.0639 left noenhanced font ',12' tc rgb '#444444'
set label '300,000 backprops; mean of 3 seeds, the band from the lowest to the highest. Curves un-padded, levels padded: networks end' at screen 0.1042, screen 0.0432 left noenhanced font ',12' tc rgb '#444444'
set label '0.05 to 0.06 dB lower there. What is below 30.8 is cut off.' at screen 0.1042, screen 0.0225 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#4D9CC9' lw 2 dt '.'
set style line 4 lc rgb '#E28E4D' lw 2 dt '.'

set terminal svg noenhanced size 960,822 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'fig8a.svg'

plot 'fig8a.dat' index 4 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'fig8a.dat' index 5 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.128 noborder notitle, \
     'fig8a.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig8a.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig8a.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig8a.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig8a.dat' index 2 using 1:2 axes x2y1 with lines ls 3 notitle, \
     'fig8a.dat' index 3 using 1:2 axes x2y1 with lines ls 4 notitle, \
     'fig8a.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig8a.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'fig8a.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig8a.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '9-1-5', \
     keyentry with linespoints ls 2 title '9-1-1-5 (n22=16)', \
     keyentry title 'The paper (digitised)', \
     keyentry with lines ls 3 title '9-1-5', \
     keyentry with lines ls 4 title '9-1-1-5 (n22=16)'

set terminal pngcairo noenhanced size 1920,1644 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'fig8a.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.850in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'fig8a.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1)
set x2tics nomirror out ('10⁷' 10000000, '10⁸' 100000000, '10⁹' 1000000000, '' 9000000 1, '' 20000000 1, '' 30000000 1, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.6658
set bmargin at screen 0.3816
set tmargin at screen 0.8750
set border 7 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.2533 left top vertical maxrows 6 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops, the paper' at graph 0.5, screen 0.9490 center noenhanced
set label 'Number of backprops' at graph 0.5, screen 0.2961 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

set terminal pdfcairo noenhanced size 3.500in,4.433in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'fig8a-column.pdf'

plot 'fig8a.dat' index 4 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'fig8a.dat' index 5 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.128 noborder notitle, \
     'fig8a.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig8a.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig8a.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig8a.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig8a.dat' index 2 using 1:2 axes x2y1 with lines ls 3 notitle, \
     'fig8a.dat' index 3 using 1:2 axes x2y1 with lines ls 4 notitle, \
     'fig8a.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig8a.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'fig8a.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig8a.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '9-1-5', \
     keyentry with linespoints ls 2 title '9-1-1-5 (n22=16)', \
     keyentry title 'The paper (digitised)', \
     keyentry with lines ls 3 title '9-1-5', \
     keyentry with lines ls 4 title '9-1-1-5 (n22=16)'

unset output
