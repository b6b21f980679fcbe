# Training on Y, on Y, Cb and Cr, and on RGB
# Draws channels.svg, channels.png, channels.pdf, channels-column.pdf from channels.dat. By hand, in this folder: gnuplot channels.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. The ends of y are the experiment's.
set logscale x 10
set xrange [1011.2:375000]
set yrange [30.2:32.8]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32, '32.5' 32.5)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8504
set bmargin at screen 0.2326
set tmargin at screen 0.9418
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
unset key
set label 'Number of backprops' at graph 0.5, screen 0.1589 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Training on Y, on Y, Cb and Cr, and on RGB' at screen 0.1042, screen 0.9638 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at x3;' at screen 0.1042, screen 0.0986 left noenhanced font ',12' tc rgb '#444444'
set label '300,000 backprops; mean of 3 seeds, the band from the lowest to the highest. PSNR of Y alone; the table has the other' at screen 0.1042, screen 0.0745 left noenhanced font ',12' tc rgb '#444444'
set label 'channels. The paper doesn''t say how long the phases are: here half of the training each, with one schedule of the learning' at screen 0.1042, screen 0.0504 left noenhanced font ',12' tc rgb '#444444'
set label 'rate for both. Curves un-padded, levels padded: networks end 0.04 to 0.06 dB lower there. What is below 30.2 is cut off.' at screen 0.1042, screen 0.0262 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set label 'Y only' at graph 1.01, first 32.6441 left noenhanced tc rgb '#0072B2'
set label 'YCbCr' at graph 1.01, first 32.4305 left noenhanced tc rgb '#BA5200'
set label 'Y pre-train' at graph 1.01, first 32.3330 left noenhanced tc rgb '#00815D'
set label 'CbCr pre-train' at graph 1.01, first 32.2110 left noenhanced tc rgb '#9C5B7F'
set label 'RGB' at graph 1.01, first 32.5466 left noenhanced tc rgb '#9A6900'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7
set style line 5 lc rgb '#E69F00' lw 2.6 pt 11 ps 0.7

set terminal svg noenhanced size 960,705 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'channels.svg'

plot 'channels.dat' index 5 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.071 noborder notitle, \
     'channels.dat' index 6 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.077 noborder notitle, \
     'channels.dat' index 7 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.081 noborder notitle, \
     'channels.dat' index 8 using 1:2 with filledcurves closed fc rgb '#CC79A7' fs transparent solid 0.085 noborder notitle, \
     'channels.dat' index 9 using 1:2 with filledcurves closed fc rgb '#E69F00' fs transparent solid 0.103 noborder notitle, \
     'channels.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'channels.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'channels.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'channels.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'channels.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'channels.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'channels.dat' index 3 using 1:3 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'channels.dat' index 3 using 1:4 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'channels.dat' index 4 using 1:3 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'channels.dat' index 4 using 1:4 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'channels.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'channels.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'channels.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'channels.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     'channels.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'channels.dat' index 2 every ::42::42 using 1:2 with points ls 3 notitle, \
     'channels.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'channels.dat' index 3 every ::42::42 using 1:2 with points ls 4 notitle, \
     'channels.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'channels.dat' index 4 every ::42::42 using 1:2 with points ls 5 notitle

set terminal pngcairo noenhanced size 1920,1410 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'channels.png'
replot

set terminal pdfcairo noenhanced size 8.000in,5.875in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'channels.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.7008
set bmargin at screen 0.2255
set tmargin at screen 0.9608
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
unset key
set label 'Number of backprops' at graph 0.5, screen 0.0980 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from first 300000, first 32.627718962738264 to graph 1.005, first 32.7580 nohead back lw 0.6 lc rgb '#0072B2'
set label 'Y only' at graph 1.01, first 32.7580 left noenhanced tc rgb '#0072B2'
set label 'YCbCr' at graph 1.01, first 32.4330 left noenhanced tc rgb '#BA5200'
set label 'Y pre-train' at graph 1.01, first 32.2705 left noenhanced tc rgb '#00815D'
set arrow from first 300000, first 32.21095767042565 to graph 1.005, first 32.1080 nohead back lw 0.6 lc rgb '#CC79A7'
set label 'CbCr pre-train' at graph 1.01, first 32.1080 left noenhanced tc rgb '#9C5B7F'
set label 'RGB' at graph 1.01, first 32.5955 left noenhanced tc rgb '#9A6900'

set terminal pdfcairo noenhanced size 3.500in,2.975in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'channels-column.pdf'

plot 'channels.dat' index 5 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.071 noborder notitle, \
     'channels.dat' index 6 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.077 noborder notitle, \
     'channels.dat' index 7 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.081 noborder notitle, \
     'channels.dat' index 8 using 1:2 with filledcurves closed fc rgb '#CC79A7' fs transparent solid 0.085 noborder notitle, \
     'channels.dat' index 9 using 1:2 with filledcurves closed fc rgb '#E69F00' fs transparent solid 0.103 noborder notitle, \
     'channels.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'channels.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'channels.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'channels.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'channels.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'channels.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'channels.dat' index 3 using 1:3 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'channels.dat' index 3 using 1:4 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'channels.dat' index 4 using 1:3 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'channels.dat' index 4 using 1:4 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'channels.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'channels.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'channels.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'channels.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     'channels.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'channels.dat' index 2 every ::42::42 using 1:2 with points ls 3 notitle, \
     'channels.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'channels.dat' index 3 every ::42::42 using 1:2 with points ls 4 notitle, \
     'channels.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'channels.dat' index 4 every ::42::42 using 1:2 with points ls 5 notitle

unset output
