# Enlarging in the last layer, and before the first
# Draws sub-pixel.svg, sub-pixel.png, sub-pixel.pdf, sub-pixel-column.pdf from sub-pixel.dat. By hand, in this folder: gnuplot sub-pixel.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [2009.6:3000000]
set yrange [30.25:33.15]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1, '' 3000000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32, '32.5' 32.5, '33.0' 33)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8329
set bmargin at screen 0.3055
set tmargin at screen 0.9474
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2054 left top vertical maxrows 3 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.2388 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Enlarging in the last layer, and before the first' at screen 0.1042, screen 0.9673 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at x3;' at screen 0.1042, screen 0.0892 left noenhanced font ',12' tc rgb '#444444'
set label '600,000 to 2,400,000 backprops; mean of 1 to 3 seeds, the band from the lowest to the highest. 5-3-3 sees sub-images of 17 x' at screen 0.1042, screen 0.0674 left noenhanced font ',12' tc rgb '#444444'
set label '17 pixels of the small image. Curves un-padded, levels padded: networks end 0.08 to 0.14 dB lower there. What is below 30.25' at screen 0.1042, screen 0.0456 left noenhanced font ',12' tc rgb '#444444'
set label 'is cut off.' at screen 0.1042, screen 0.0237 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 32.59 to graph 1, first 32.59 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'A+ (paper) 32.59' at graph 1.01, first 32.5900 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7

set terminal svg noenhanced size 960,779 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'sub-pixel.svg'

plot 'sub-pixel.dat' index 2 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'sub-pixel.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'sub-pixel.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'sub-pixel.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'sub-pixel.dat' index 0 every ::92::92 using 1:2 with points ls 1 notitle, \
     'sub-pixel.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'sub-pixel.dat' index 1 every ::47::47 using 1:2 with points ls 2 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '9-5-5 on the interpolated image (3 seeds)', \
     keyentry with linespoints ls 2 title '5-3-3 on the small image (1 seed)'

set terminal pngcairo noenhanced size 1920,1558 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'sub-pixel.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.492in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'sub-pixel.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1, '' 2000000 1, '' 3000000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.6658
set bmargin at screen 0.3444
set tmargin at screen 0.9668
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.1826 left top vertical maxrows 3 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.2365 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.392202162987918 to graph 1, first 30.392202162987918 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3922 left noenhanced tc rgb '#555555'
set arrow from graph 0, first 32.59 to graph 1, first 32.59 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'A+ (paper) 32.59' at graph 1.01, first 32.5900 left noenhanced tc rgb '#555555'

set terminal pdfcairo noenhanced size 3.500in,3.515in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'sub-pixel-column.pdf'

plot 'sub-pixel.dat' index 2 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.118 noborder notitle, \
     'sub-pixel.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'sub-pixel.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'sub-pixel.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'sub-pixel.dat' index 0 every ::92::92 using 1:2 with points ls 1 notitle, \
     'sub-pixel.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'sub-pixel.dat' index 1 every ::47::47 using 1:2 with points ls 2 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '9-5-5 on the interpolated image (3 seeds)', \
     keyentry with linespoints ls 2 title '5-3-3 on the small image (1 seed)'

unset output
