# Networks with larger and smaller filters
# Draws fig7.svg, fig7.png, fig7.pdf, fig7-column.pdf from fig7.dat. By hand, in this folder: gnuplot fig7.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [2009.6:3000000]
set yrange [30.25:33.15]
set logscale x2 10
set x2range [909963.6266666667:1358425000]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1, '' 3000000 1)
set x2tics nomirror out ('10⁶' 1000000, '10⁷' 10000000, '10⁸' 100000000, '10⁹' 1000000000, '' 2000000 1, '' 3000000 1, '' 4000000 1, '' 5000000 1, '' 6000000 1, '' 7000000 1, '' 8000000 1, '' 9000000 1, '' 20000000 1, '' 30000000 1, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32, '32.5' 32.5, '33.0' 33)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8329
set bmargin at screen 0.2275
set tmargin at screen 0.8702
set border 7 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.1272 left top vertical maxrows 1 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops, the paper' at graph 0.5, screen 0.9280 center noenhanced
set label 'Number of backprops' at graph 0.5, screen 0.1607 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Networks with larger and smaller filters' at screen 0.1042, screen 0.9672 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at x3;' at screen 0.1042, screen 0.0675 left noenhanced font ',12' tc rgb '#444444'
set label '2,400,000 backprops; mean of 5 seeds, the band from the lowest to the highest. Curves un-padded, levels padded: networks end' at screen 0.1042, screen 0.0456 left noenhanced font ',12' tc rgb '#444444'
set label '0.07 to 0.09 dB lower there. What is below 30.25 is cut off.' at screen 0.1042, screen 0.0238 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'
set arrow from first 2400000, first 32.784170761117004 to graph 1.005, first 32.6491 nohead back lw 0.6 lc rgb '#0072B2'
set label '9-1-5' at graph 1.01, first 32.6491 left noenhanced tc rgb '#0072B2'
set label '9-3-5' at graph 1.01, first 32.9754 left noenhanced tc rgb '#BA5200'
set arrow from first 2400000, first 32.95037193223693 to graph 1.005, first 33.0841 nohead back lw 0.6 lc rgb '#009E73'
set label '9-5-5' at graph 1.01, first 33.0841 left noenhanced tc rgb '#00815D'
set label '9-1-5 (paper)' at graph 1.01, first 32.5404 left noenhanced tc rgb '#0072B2'
set label '9-3-5 (paper)' at graph 1.01, first 32.7579 left noenhanced tc rgb '#BA5200'
set label '9-5-5 (paper)' at graph 1.01, first 32.8666 left noenhanced tc rgb '#00815D'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#4D9CC9' lw 2 dt '.'
set style line 5 lc rgb '#E28E4D' lw 2 dt '.'
set style line 6 lc rgb '#4DBB9D' lw 2 dt '.'

set terminal svg noenhanced size 960,778 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'fig7.svg'

plot 'fig7.dat' index 6 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'fig7.dat' index 7 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.128 noborder notitle, \
     'fig7.dat' index 8 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.135 noborder notitle, \
     'fig7.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig7.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig7.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig7.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig7.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig7.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig7.dat' index 3 using 1:2 axes x2y1 with lines ls 4 notitle, \
     'fig7.dat' index 4 using 1:2 axes x2y1 with lines ls 5 notitle, \
     'fig7.dat' index 5 using 1:2 axes x2y1 with lines ls 6 notitle, \
     'fig7.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig7.dat' index 0 every ::92::92 using 1:2 with points ls 1 notitle, \
     'fig7.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig7.dat' index 1 every ::92::92 using 1:2 with points ls 2 notitle, \
     'fig7.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig7.dat' index 2 every ::92::92 using 1:2 with points ls 3 notitle, \
     keyentry with lines lw 2.6 lc rgb '#333333' title 'This program', \
     keyentry with lines lw 2 dt '.' lc rgb '#333333' title 'The paper (digitised)'

set terminal pngcairo noenhanced size 1920,1556 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'fig7.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.483in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'fig7.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1, '' 3000000 1)
set x2tics nomirror out ('10⁶' 1000000, '10⁷' 10000000, '10⁸' 100000000, '10⁹' 1000000000, '' 2000000 1, '' 3000000 1, '' 4000000 1, '' 5000000 1, '' 6000000 1, '' 7000000 1, '' 8000000 1, '' 9000000 1, '' 20000000 1, '' 30000000 1, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.6658
set bmargin at screen 0.2769
set tmargin at screen 0.8538
set border 7 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.1269 left top vertical maxrows 2 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops, the paper' at graph 0.5, screen 0.9404 center noenhanced
set label 'Number of backprops' at graph 0.5, screen 0.1769 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'
set arrow from first 2400000, first 32.784170761117004 to graph 1.005, first 32.4250 nohead back lw 0.6 lc rgb '#0072B2'
set label '9-1-5' at graph 1.01, first 32.4250 left noenhanced tc rgb '#0072B2'
set label '9-3-5' at graph 1.01, first 32.9688 left noenhanced tc rgb '#BA5200'
set arrow from first 2400000, first 32.95037193223693 to graph 1.005, first 33.1500 nohead back lw 0.6 lc rgb '#009E73'
set label '9-5-5' at graph 1.01, first 33.1500 left noenhanced tc rgb '#00815D'
set arrow from second 1086740000, first 32.5597 to graph 1.005, first 32.2438 nohead back lw 0.6 lc rgb '#0072B2'
set label '9-1-5 (paper)' at graph 1.01, first 32.2438 left noenhanced tc rgb '#0072B2'
set arrow from second 1086740000, first 32.7906 to graph 1.005, first 32.6063 nohead back lw 0.6 lc rgb '#D55E00'
set label '9-3-5 (paper)' at graph 1.01, first 32.6063 left noenhanced tc rgb '#BA5200'
set label '9-5-5 (paper)' at graph 1.01, first 32.7875 left noenhanced tc rgb '#00815D'

set terminal pdfcairo noenhanced size 3.500in,3.792in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'fig7-column.pdf'

plot 'fig7.dat' index 6 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'fig7.dat' index 7 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.128 noborder notitle, \
     'fig7.dat' index 8 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.135 noborder notitle, \
     'fig7.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig7.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig7.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig7.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig7.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig7.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig7.dat' index 3 using 1:2 axes x2y1 with lines ls 4 notitle, \
     'fig7.dat' index 4 using 1:2 axes x2y1 with lines ls 5 notitle, \
     'fig7.dat' index 5 using 1:2 axes x2y1 with lines ls 6 notitle, \
     'fig7.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig7.dat' index 0 every ::92::92 using 1:2 with points ls 1 notitle, \
     'fig7.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig7.dat' index 1 every ::92::92 using 1:2 with points ls 2 notitle, \
     'fig7.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig7.dat' index 2 every ::92::92 using 1:2 with points ls 3 notitle, \
     keyentry with lines lw 2.6 lc rgb '#333333' title 'This program', \
     keyentry with lines lw 2 dt '.' lc rgb '#333333' title 'The paper (digitised)'

unset output
