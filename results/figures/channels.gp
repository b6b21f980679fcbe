# Training on Y, on Y, Cb and Cr, and on RGB
# Draws channels.svg, channels.png and channels.pdf from channels.dat. By hand, in this folder: gnuplot channels.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [2003.2:1250000]
set yrange [30.25:32.45]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8592
set bmargin at screen 0.4074
set tmargin at screen 0.9551
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.3220 left top vertical maxrows 6 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.3505 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Training on Y, on Y, Cb and Cr, and on RGB' at screen 0.1042, screen 0.9721 left noenhanced font ',18'
set label 'Profile desk: trained on T91, measured on Set5 at x3; 1,000,000 backprops; mean of 3 seeds, the band from the lowest to the' at screen 0.1042, screen 0.1506 left noenhanced font ',12' tc rgb '#444444'
set label 'highest. Departures from the paper: initialization he instead of gaussian 0.001; optimizer adam (learning rate 0.001, last' at screen 0.1042, screen 0.1320 left noenhanced font ',12' tc rgb '#444444'
set label 'layer learning rate 0.0003, bias learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-08) instead of sgd (learning rate' at screen 0.1042, screen 0.1134 left noenhanced font ',12' tc rgb '#444444'
set label '0.0001, last layer learning rate 1e-05, bias learning rate 1e-05, momentum 0.9); schedule cosine (final 0, warmup 0) instead' at screen 0.1042, screen 0.0947 left noenhanced font ',12' tc rgb '#444444'
set label 'of constant; batch 8 instead of 128; backprops 1,000,000 instead of 800,000,000; seeds 3 instead of 1. Curves are of' at screen 0.1042, screen 0.0761 left noenhanced font ',12' tc rgb '#444444'
set label 'un-padded output; levels and tables are of padded output, where the same network is 0.03 to 0.1 dB lower. PSNR of Y alone;' at screen 0.1042, screen 0.0575 left noenhanced font ',12' tc rgb '#444444'
set label 'the table has the other channels. The paper doesn''t say how long the phases are: here half of the training each, with one' at screen 0.1042, screen 0.0389 left noenhanced font ',12' tc rgb '#444444'
set label 'schedule of the learning rate for both. What is below 30.25 is cut off.' at screen 0.1042, screen 0.0203 left noenhanced font ',12' tc rgb '#444444'

# Levels, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7
set style line 5 lc rgb '#E69F00' lw 2.6 pt 11 ps 0.7

set terminal svg noenhanced size 960,913 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'channels.svg'

plot 'channels.dat' index 5 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
     'channels.dat' index 6 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
     'channels.dat' index 7 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
     'channels.dat' index 8 using 1:2 with filledcurves closed fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
     'channels.dat' index 9 using 1:2 with filledcurves closed fc rgb '#E69F00' fs transparent solid 0.18 noborder notitle, \
     'channels.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'channels.dat' index 0 every ::62::62 using 1:2 with points ls 1 notitle, \
     'channels.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'channels.dat' index 1 every ::62::62 using 1:2 with points ls 2 notitle, \
     'channels.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'channels.dat' index 2 every ::62::62 using 1:2 with points ls 3 notitle, \
     'channels.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'channels.dat' index 3 every ::62::62 using 1:2 with points ls 4 notitle, \
     'channels.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'channels.dat' index 4 every ::62::62 using 1:2 with points ls 5 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'Y only', \
     keyentry with linespoints ls 2 title 'YCbCr', \
     keyentry with linespoints ls 3 title 'Y pre-train', \
     keyentry with linespoints ls 4 title 'CbCr pre-train', \
     keyentry with linespoints ls 5 title 'RGB'

set terminal pngcairo noenhanced size 1920,1826 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'channels.png'
replot

set terminal pdfcairo noenhanced size 8.000in,7.608in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'channels.pdf'
replot

unset output
