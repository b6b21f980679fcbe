# Long runs on the paper's own 91 images
# Draws long-run.svg, long-run.png and long-run.pdf from long-run.dat. By hand, in this folder: gnuplot long-run.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [20000:1361862500]
set yrange [30.25:33.05]
set xtics nomirror out ('10⁵' 100000, '10⁶' 1000000, '10⁷' 10000000, '10⁸' 100000000, '10⁹' 1000000000, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1, '' 3000000 1, '' 4000000 1, '' 5000000 1, '' 6000000 1, '' 7000000 1, '' 8000000 1, '' 9000000 1, '' 20000000 1, '' 30000000 1, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32, '32.5' 32.5, '33.0' 33)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8329
set bmargin at screen 0.3482
set tmargin at screen 0.9506
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2542 left top vertical maxrows 3 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.2855 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Long runs on the paper''s own 91 images' at screen 0.1042, screen 0.9693 left noenhanced font ',18'
set label 'Profile desk: trained on T91, measured on Set5 at x3; 12,000,000 backprops; one seed. Departures from the paper:' at screen 0.1042, screen 0.1452 left noenhanced font ',12' tc rgb '#444444'
set label 'initialization he instead of gaussian 0.001; optimizer adam (learning rate 0.001, last layer learning rate 0.0003, bias' at screen 0.1042, screen 0.1247 left noenhanced font ',12' tc rgb '#444444'
set label 'learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-08) instead of sgd (learning rate 0.0001, last layer learning rate' at screen 0.1042, screen 0.1042 left noenhanced font ',12' tc rgb '#444444'
set label '1e-05, bias learning rate 1e-05, momentum 0.9); schedule cosine (final 0, warmup 0) instead of constant; batch 8 instead of' at screen 0.1042, screen 0.0837 left noenhanced font ',12' tc rgb '#444444'
set label '128; backprops 12,000,000 instead of 800,000,000. Curves are of un-padded output, as the paper''s most likely are; levels and' at screen 0.1042, screen 0.0633 left noenhanced font ',12' tc rgb '#444444'
set label 'tables are of padded output, where the same network is 0.03 to 0.1 dB lower. The paper''s curve of 9-1-5 is of the same' at screen 0.1042, screen 0.0428 left noenhanced font ',12' tc rgb '#444444'
set label 'images, its 9-5-5 was trained on ImageNet. What is below 30.25 is cut off.' at screen 0.1042, screen 0.0223 left noenhanced font ',12' tc rgb '#444444'

# Levels, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#4D9CC9' lw 2 dt '.'
set style line 4 lc rgb '#E28E4D' lw 2 dt '.'

set terminal svg noenhanced size 960,830 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'long-run.svg'

plot 'long-run.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'long-run.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'long-run.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'long-run.dat' index 0 every ::60::60 using 1:2 with points ls 1 notitle, \
     'long-run.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'long-run.dat' index 1 every ::72::72 using 1:2 with points ls 2 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '9-1-5', \
     keyentry with linespoints ls 2 title '9-5-5', \
     keyentry title 'The paper (digitised)', \
     keyentry with lines ls 3 title '9-1-5', \
     keyentry with lines ls 4 title '9-5-5'

set terminal pngcairo noenhanced size 1920,1660 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'long-run.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.917in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'long-run.pdf'
replot

unset output
