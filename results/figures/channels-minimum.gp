# Training on Y, Cb and Cr by Muon and by SGD
# Draws channels-minimum.svg, channels-minimum.png, channels-minimum.pdf, channels-minimum-column.pdf from channels-minimum.dat. By hand, in this folder: gnuplot channels-minimum.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [1011.2:1250000]
set yrange [30.25:32.55]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32, '32.5' 32.5)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8592
set bmargin at screen 0.3246
set tmargin at screen 0.9488
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2272 left top vertical maxrows 4 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.2597 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Training on Y, Cb and Cr by Muon and by SGD' at screen 0.1042, screen 0.9682 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (some augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at' at screen 0.1042, screen 0.0868 left noenhanced font ',12' tc rgb '#444444'
set label 'x3; 300,000 to 1,000,000 backprops; mean of 3 seeds, the band from the lowest to the highest. PSNR of Y alone; the table has' at screen 0.1042, screen 0.0655 left noenhanced font ',12' tc rgb '#444444'
set label 'Cb and Cr. SGD has the paper''s rates and the 91 images as they are. Curves un-padded, levels padded: networks end 0.02 to' at screen 0.1042, screen 0.0443 left noenhanced font ',12' tc rgb '#444444'
set label '0.05 dB lower there. What is below 30.25 is cut off.' at screen 0.1042, screen 0.0231 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7

set terminal svg noenhanced size 960,801 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'channels-minimum.svg'

plot 'channels-minimum.dat' index 3 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'channels-minimum.dat' index 4 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.128 noborder notitle, \
     'channels-minimum.dat' index 5 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.135 noborder notitle, \
     'channels-minimum.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'channels-minimum.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'channels-minimum.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'channels-minimum.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'channels-minimum.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'channels-minimum.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'channels-minimum.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'channels-minimum.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'channels-minimum.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'channels-minimum.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     'channels-minimum.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'channels-minimum.dat' index 2 every ::32::32 using 1:2 with points ls 3 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'Muon, from He''s weights', \
     keyentry with linespoints ls 2 title 'Muon, from the paper''s weights', \
     keyentry with linespoints ls 3 title 'SGD, from the paper''s weights'

set terminal pngcairo noenhanced size 1920,1602 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'channels-minimum.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.675in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'channels-minimum.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.7183
set bmargin at screen 0.3730
set tmargin at screen 0.9683
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.2183 left top vertical maxrows 4 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.2698 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'

set terminal pdfcairo noenhanced size 3.500in,3.675in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'channels-minimum-column.pdf'

plot 'channels-minimum.dat' index 3 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'channels-minimum.dat' index 4 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.128 noborder notitle, \
     'channels-minimum.dat' index 5 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.135 noborder notitle, \
     'channels-minimum.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'channels-minimum.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'channels-minimum.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'channels-minimum.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'channels-minimum.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'channels-minimum.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'channels-minimum.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'channels-minimum.dat' index 0 every ::42::42 using 1:2 with points ls 1 notitle, \
     'channels-minimum.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'channels-minimum.dat' index 1 every ::42::42 using 1:2 with points ls 2 notitle, \
     'channels-minimum.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'channels-minimum.dat' index 2 every ::32::32 using 1:2 with points ls 3 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title 'Muon, from He''s weights', \
     keyentry with linespoints ls 2 title 'Muon, from the paper''s weights', \
     keyentry with linespoints ls 3 title 'SGD, from the paper''s weights'

unset output
