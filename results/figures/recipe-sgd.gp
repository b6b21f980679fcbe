# The paper's own recipe, from its first step
# Draws recipe-sgd.svg, recipe-sgd.png, recipe-sgd.pdf, recipe-sgd-column.pdf from recipe-sgd.dat. By hand, in this folder: gnuplot recipe-sgd.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. The ends of y are the experiment's.
set logscale x 10
set xrange [20000:210000]
set yrange [12:32]
set logscale x2 10
set x2range [31584000:1361862500]
set xtics nomirror out ('2×10⁴' 20000, '5×10⁴' 50000, '10⁵' 100000, '2×10⁵' 200000, '' 30000 1, '' 40000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1)
set x2tics nomirror out ('5×10⁷' 50000000, '10⁸' 100000000, '2×10⁸' 200000000, '5×10⁸' 500000000, '10⁹' 1000000000, '' 40000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 300000000 1, '' 400000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)
set ytics nomirror out ('12' 12, '14' 14, '16' 16, '18' 18, '20' 20, '22' 22, '24' 24, '26' 26, '28' 28, '30' 30, '32' 32)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8329
set bmargin at screen 0.2487
set tmargin at screen 0.8738
set border 7 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.1512 left top vertical maxrows 2 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops, the paper' at graph 0.5, screen 0.9300 center noenhanced
set label 'Number of backprops' at graph 0.5, screen 0.1837 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'The paper''s own recipe, from its first step' at screen 0.1042, screen 0.9681 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at x3;' at screen 0.1042, screen 0.0656 left noenhanced font ',12' tc rgb '#444444'
set label '200,000 backprops; one seed. The rate is constant, so the same run can be continued to the paper''s length. Curves un-padded,' at screen 0.1042, screen 0.0444 left noenhanced font ',12' tc rgb '#444444'
set label 'levels padded: networks end 0.01 dB lower there. What is above 32 is cut off.' at screen 0.1042, screen 0.0231 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#4D9CC9' lw 2 dt '.'

set terminal svg noenhanced size 960,800 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'recipe-sgd.svg'

plot 'recipe-sgd.dat' index 1 using 1:2 axes x2y1 with lines ls 2 notitle, \
     'recipe-sgd.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'recipe-sgd.dat' index 0 every ::6::6 using 1:2 with points ls 1 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'the paper''s SGD', \
     keyentry title 'The paper (digitised)', \
     keyentry with lines ls 2 title '91 images'

set terminal pngcairo noenhanced size 1920,1600 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'recipe-sgd.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.667in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'recipe-sgd.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('3×10⁴' 30000, '10⁵' 100000, '' 20000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1)
set x2tics nomirror out ('10⁸' 100000000, '3×10⁸' 300000000, '10⁹' 1000000000, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.6658
set bmargin at screen 0.3333
set tmargin at screen 0.8652
set border 7 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.1950 left top vertical maxrows 4 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops, the paper' at graph 0.5, screen 0.9450 center noenhanced
set label 'Number of backprops' at graph 0.5, screen 0.2411 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.2811 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.5311 left noenhanced tc rgb '#555555'

set terminal pdfcairo noenhanced size 3.500in,4.112in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'recipe-sgd-column.pdf'

plot 'recipe-sgd.dat' index 1 using 1:2 axes x2y1 with lines ls 2 notitle, \
     'recipe-sgd.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'recipe-sgd.dat' index 0 every ::6::6 using 1:2 with points ls 1 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'the paper''s SGD', \
     keyentry title 'The paper (digitised)', \
     keyentry with lines ls 2 title '91 images'

unset output
