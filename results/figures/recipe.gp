# Settings tried for profile desk
# Draws recipe.svg, recipe.png and recipe.pdf from recipe.dat. By hand, in this folder: gnuplot recipe.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [2003.2:1361862500]
set yrange [30.25:32.6]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '10⁷' 10000000, '10⁸' 100000000, '10⁹' 1000000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1, '' 3000000 1, '' 4000000 1, '' 5000000 1, '' 6000000 1, '' 7000000 1, '' 8000000 1, '' 9000000 1, '' 20000000 1, '' 30000000 1, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32, '32.5' 32.5)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8329
set bmargin at screen 0.4107
set tmargin at screen 0.9553
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.3257 left top vertical maxrows 7 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.3540 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Settings tried for profile desk' at screen 0.1042, screen 0.9722 left noenhanced font ',18'
set label 'Profile desk: trained on T91, measured on Set5 at x3; 400,000 backprops; one seed. Departures from the paper: in this' at screen 0.1042, screen 0.1313 left noenhanced font ',12' tc rgb '#444444'
set label 'profile alone: ''rate 5e-4, last layer 0.1 of it, batch 16'', ''rate 1e-3, last layer 0.1, batch 16'', ''rate 1e-3, last layer' at screen 0.1042, screen 0.1127 left noenhanced font ',12' tc rgb '#444444'
set label '0.3, batch 16'', ''rate 1e-3, last layer the same, batch 16'', ''rate 1e-3, last layer 0.3, batch 8 (desk)'', ''rate 1e-3, last' at screen 0.1042, screen 0.0942 left noenhanced font ',12' tc rgb '#444444'
set label 'layer 0.3, batch 128''; in profile paper alone: the paper''s SGD. Curves are of un-padded output, as the paper''s most likely' at screen 0.1042, screen 0.0757 left noenhanced font ',12' tc rgb '#444444'
set label 'are; levels and tables are of padded output, where the same network is 0.03 to 0.1 dB lower. All networks are 9-1-5, trained' at screen 0.1042, screen 0.0572 left noenhanced font ',12' tc rgb '#444444'
set label 'on the same sub-images with Adam, a cosine to 0 and He''s initialisation; the paper''s was trained with SGD at a constant rate' at screen 0.1042, screen 0.0387 left noenhanced font ',12' tc rgb '#444444'
set label 'from a standard deviation of 0.001. What is below 30.25 is cut off.' at screen 0.1042, screen 0.0202 left noenhanced font ',12' tc rgb '#444444'

# Levels, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7
set style line 5 lc rgb '#E69F00' lw 2.6 pt 11 ps 0.7
set style line 6 lc rgb '#56B4E9' lw 2.6 pt 15 ps 0.7
set style line 7 lc rgb '#4D4D4D' lw 2 dt '.'

set terminal svg noenhanced size 960,918 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'recipe.svg'

plot 'recipe.dat' index 6 using 1:2 with lines ls 7 notitle, \
     'recipe.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'recipe.dat' index 0 every ::32::32 using 1:2 with points ls 1 notitle, \
     'recipe.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'recipe.dat' index 1 every ::32::32 using 1:2 with points ls 2 notitle, \
     'recipe.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'recipe.dat' index 2 every ::32::32 using 1:2 with points ls 3 notitle, \
     'recipe.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'recipe.dat' index 3 every ::32::32 using 1:2 with points ls 4 notitle, \
     'recipe.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'recipe.dat' index 4 every ::32::32 using 1:2 with points ls 5 notitle, \
     'recipe.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'recipe.dat' index 5 every ::32::32 using 1:2 with points ls 6 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'rate 5e-4, last layer 0.1 of it, batch 16', \
     keyentry with linespoints ls 2 title 'rate 1e-3, last layer 0.1, batch 16', \
     keyentry with linespoints ls 3 title 'rate 1e-3, last layer 0.3, batch 16', \
     keyentry with linespoints ls 4 title 'rate 1e-3, last layer the same, batch 16', \
     keyentry with linespoints ls 5 title 'rate 1e-3, last layer 0.3, batch 8 (desk)', \
     keyentry with linespoints ls 6 title 'rate 1e-3, last layer 0.3, batch 128', \
     keyentry title 'The paper (digitised)', \
     keyentry with lines ls 7 title 'SGD, batch 128 (paper)', \
     keyentry title ' ', \
     keyentry title ' ', \
     keyentry title ' ', \
     keyentry title ' ', \
     keyentry title ' '

set terminal pngcairo noenhanced size 1920,1836 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'recipe.png'
replot

set terminal pdfcairo noenhanced size 8.000in,7.650in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'recipe.pdf'
replot

unset output
