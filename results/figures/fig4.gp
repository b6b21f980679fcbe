# Networks trained on more and fewer images
# Draws fig4.svg, fig4.png, fig4.pdf, fig4-column.pdf from fig4.dat. By hand, in this folder: gnuplot fig4.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. The ends of y are the experiment's.
set logscale x 10
set xrange [2009.6:1250000]
set yrange [31:32.85]
set logscale x2 10
set x2range [2189439.104:1361862500]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1)
set x2tics nomirror out ('10⁷' 10000000, '10⁸' 100000000, '10⁹' 1000000000, '' 3000000 1, '' 4000000 1, '' 5000000 1, '' 6000000 1, '' 7000000 1, '' 8000000 1, '' 9000000 1, '' 20000000 1, '' 30000000 1, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)
set ytics nomirror out ('31.0' 31, '31.2' 31.2, '31.4' 31.4, '31.6' 31.6, '31.8' 31.8, '32.0' 32, '32.2' 32.2, '32.4' 32.4, '32.6' 32.6, '32.8' 32.8)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8329
set bmargin at screen 0.3633
set tmargin at screen 0.8930
set border 7 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2807 left top vertical maxrows 7 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops, the paper' at graph 0.5, screen 0.9407 center noenhanced
set label 'Number of backprops' at graph 0.5, screen 0.3083 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Networks trained on more and fewer images' at screen 0.1042, screen 0.9730 left noenhanced font ',18'
set label 'Profile desk: trained on T91, BSDS train 200, ImageNet sample (some augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0,' at screen 0.1042, screen 0.0916 left noenhanced font ',12' tc rgb '#444444'
set label '90, 180, 270), measured on Set5 at x3; 1,000,000 backprops; mean of 3 to 6 seeds, the band from the lowest to the highest.' at screen 0.1042, screen 0.0736 left noenhanced font ',12' tc rgb '#444444'
set label 'All networks are 9-1-5. ImageNet is 1,000 photographs of it, where the paper has 395,909; augmented: smaller and turned, as' at screen 0.1042, screen 0.0556 left noenhanced font ',12' tc rgb '#444444'
set label 'by the same authors in 2016. Curves un-padded, levels padded: networks end 0.02 to 0.06 dB lower there. What is below 31.0' at screen 0.1042, screen 0.0376 left noenhanced font ',12' tc rgb '#444444'
set label 'is cut off.' at screen 0.1042, screen 0.0196 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7
set style line 2 lc rgb '#D55E00' lw 2.6 pt 9 ps 0.7
set style line 3 lc rgb '#009E73' lw 2.6 pt 5 ps 0.7
set style line 4 lc rgb '#CC79A7' lw 2.6 pt 13 ps 0.7
set style line 5 lc rgb '#E69F00' lw 2.6 pt 11 ps 0.7
set style line 6 lc rgb '#56B4E9' lw 2.6 pt 15 ps 0.7
set style line 7 lc rgb '#4DBB9D' lw 2 dt '.'
set style line 8 lc rgb '#89CBF0' lw 2 dt '.'

set terminal svg noenhanced size 960,944 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'fig4.svg'

plot 'fig4.dat' index 8 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.071 noborder notitle, \
     'fig4.dat' index 9 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.077 noborder notitle, \
     'fig4.dat' index 10 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.081 noborder notitle, \
     'fig4.dat' index 11 using 1:2 with filledcurves closed fc rgb '#CC79A7' fs transparent solid 0.085 noborder notitle, \
     'fig4.dat' index 12 using 1:2 with filledcurves closed fc rgb '#E69F00' fs transparent solid 0.103 noborder notitle, \
     'fig4.dat' index 13 using 1:2 with filledcurves closed fc rgb '#56B4E9' fs transparent solid 0.101 noborder notitle, \
     'fig4.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig4.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig4.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig4.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig4.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig4.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig4.dat' index 3 using 1:3 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'fig4.dat' index 3 using 1:4 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'fig4.dat' index 4 using 1:3 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'fig4.dat' index 4 using 1:4 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'fig4.dat' index 5 using 1:3 with lines lw 0.5 lc rgb '#ABDAF4' notitle, \
     'fig4.dat' index 5 using 1:4 with lines lw 0.5 lc rgb '#ABDAF4' notitle, \
     'fig4.dat' index 6 using 1:2 axes x2y1 with lines ls 7 notitle, \
     'fig4.dat' index 7 using 1:2 axes x2y1 with lines ls 8 notitle, \
     'fig4.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig4.dat' index 0 every ::62::62 using 1:2 with points ls 1 notitle, \
     'fig4.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig4.dat' index 1 every ::62::62 using 1:2 with points ls 2 notitle, \
     'fig4.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig4.dat' index 2 every ::62::62 using 1:2 with points ls 3 notitle, \
     'fig4.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'fig4.dat' index 3 every ::62::62 using 1:2 with points ls 4 notitle, \
     'fig4.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'fig4.dat' index 4 every ::62::62 using 1:2 with points ls 5 notitle, \
     'fig4.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'fig4.dat' index 5 every ::62::62 using 1:2 with points ls 6 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '10 images (3 seeds)', \
     keyentry with linespoints ls 2 title '30 images (3 seeds)', \
     keyentry with linespoints ls 3 title '91 images (6 seeds)', \
     keyentry with linespoints ls 4 title '291 images (6 seeds)', \
     keyentry with linespoints ls 5 title '91 images, augmented (3 seeds)', \
     keyentry with linespoints ls 6 title 'ImageNet, 1,000 images (6 seeds)', \
     keyentry title 'The paper (digitised)', \
     keyentry title ' ', \
     keyentry title ' ', \
     keyentry with lines ls 7 title '91 images', \
     keyentry title ' ', \
     keyentry title ' ', \
     keyentry with lines ls 8 title 'ImageNet'

set terminal pngcairo noenhanced size 1920,1888 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'fig4.png'
replot

set terminal pdfcairo noenhanced size 8.000in,7.867in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'fig4.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1)
set x2tics nomirror out ('10⁷' 10000000, '10⁸' 100000000, '10⁹' 1000000000, '' 3000000 1, '' 4000000 1, '' 5000000 1, '' 6000000 1, '' 7000000 1, '' 8000000 1, '' 9000000 1, '' 20000000 1, '' 30000000 1, '' 40000000 1, '' 50000000 1, '' 60000000 1, '' 70000000 1, '' 80000000 1, '' 90000000 1, '' 200000000 1, '' 300000000 1, '' 400000000 1, '' 500000000 1, '' 600000000 1, '' 700000000 1, '' 800000000 1, '' 900000000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.6658
set bmargin at screen 0.4598
set tmargin at screen 0.8908
set border 7 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.3477 left top vertical maxrows 10 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops, the paper' at graph 0.5, screen 0.9555 center noenhanced
set label 'Number of backprops' at graph 0.5, screen 0.3851 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 31.42 to graph 1, first 31.42 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'SC (paper) 31.42' at graph 1.01, first 31.4200 left noenhanced tc rgb '#555555'

set terminal pdfcairo noenhanced size 3.500in,5.075in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'fig4-column.pdf'

plot 'fig4.dat' index 8 using 1:2 with filledcurves closed fc rgb '#0072B2' fs transparent solid 0.071 noborder notitle, \
     'fig4.dat' index 9 using 1:2 with filledcurves closed fc rgb '#D55E00' fs transparent solid 0.077 noborder notitle, \
     'fig4.dat' index 10 using 1:2 with filledcurves closed fc rgb '#009E73' fs transparent solid 0.081 noborder notitle, \
     'fig4.dat' index 11 using 1:2 with filledcurves closed fc rgb '#CC79A7' fs transparent solid 0.085 noborder notitle, \
     'fig4.dat' index 12 using 1:2 with filledcurves closed fc rgb '#E69F00' fs transparent solid 0.103 noborder notitle, \
     'fig4.dat' index 13 using 1:2 with filledcurves closed fc rgb '#56B4E9' fs transparent solid 0.101 noborder notitle, \
     'fig4.dat' index 0 using 1:3 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig4.dat' index 0 using 1:4 with lines lw 0.5 lc rgb '#80B9D9' notitle, \
     'fig4.dat' index 1 using 1:3 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig4.dat' index 1 using 1:4 with lines lw 0.5 lc rgb '#EAAF80' notitle, \
     'fig4.dat' index 2 using 1:3 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig4.dat' index 2 using 1:4 with lines lw 0.5 lc rgb '#80CFB9' notitle, \
     'fig4.dat' index 3 using 1:3 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'fig4.dat' index 3 using 1:4 with lines lw 0.5 lc rgb '#E6BCD3' notitle, \
     'fig4.dat' index 4 using 1:3 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'fig4.dat' index 4 using 1:4 with lines lw 0.5 lc rgb '#F3CF80' notitle, \
     'fig4.dat' index 5 using 1:3 with lines lw 0.5 lc rgb '#ABDAF4' notitle, \
     'fig4.dat' index 5 using 1:4 with lines lw 0.5 lc rgb '#ABDAF4' notitle, \
     'fig4.dat' index 6 using 1:2 axes x2y1 with lines ls 7 notitle, \
     'fig4.dat' index 7 using 1:2 axes x2y1 with lines ls 8 notitle, \
     'fig4.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'fig4.dat' index 0 every ::62::62 using 1:2 with points ls 1 notitle, \
     'fig4.dat' index 1 using 1:2 with lines ls 2 notitle, \
     'fig4.dat' index 1 every ::62::62 using 1:2 with points ls 2 notitle, \
     'fig4.dat' index 2 using 1:2 with lines ls 3 notitle, \
     'fig4.dat' index 2 every ::62::62 using 1:2 with points ls 3 notitle, \
     'fig4.dat' index 3 using 1:2 with lines ls 4 notitle, \
     'fig4.dat' index 3 every ::62::62 using 1:2 with points ls 4 notitle, \
     'fig4.dat' index 4 using 1:2 with lines ls 5 notitle, \
     'fig4.dat' index 4 every ::62::62 using 1:2 with points ls 5 notitle, \
     'fig4.dat' index 5 using 1:2 with lines ls 6 notitle, \
     'fig4.dat' index 5 every ::62::62 using 1:2 with points ls 6 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '10 images (3 seeds)', \
     keyentry with linespoints ls 2 title '30 images (3 seeds)', \
     keyentry with linespoints ls 3 title '91 images (6 seeds)', \
     keyentry with linespoints ls 4 title '291 images (6 seeds)', \
     keyentry with linespoints ls 5 title '91 images, augmented (3 seeds)', \
     keyentry with linespoints ls 6 title 'ImageNet, 1,000 images (6 seeds)', \
     keyentry title 'The paper (digitised)', \
     keyentry with lines ls 7 title '91 images', \
     keyentry with lines ls 8 title 'ImageNet'

unset output
