# 9-1-5 on RGB with zero padding
# Draws rgb-same.svg, rgb-same.png, rgb-same.pdf, rgb-same-column.pdf from rgb-same.dat. By hand, in this folder: gnuplot rgb-same.gp
reset
set encoding utf8
set datafile missing '?'

# Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
set logscale x 10
set xrange [2003.2:1094200]
set yrange [30.25:32.4]
set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1)
set ytics nomirror out ('30.5' 30.5, '31.0' 31, '31.5' 31.5, '32.0' 32)
set clip two

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.8592
set bmargin at screen 0.2689
set tmargin at screen 0.9446
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.1635 left top vertical maxrows 2 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.1986 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label '9-1-5 on RGB with zero padding' at screen 0.1042, screen 0.9655 left noenhanced font ',18'
set label 'Profile desk: trained on T91, measured on Set5 at x3; 875,360 backprops; one seed. PSNR of Y of the RGB output. Every' at screen 0.1042, screen 0.0709 left noenhanced font ',12' tc rgb '#444444'
set label 'profile trains with Adam from He''s initialisation, as re-implementations do; the paper has SGD from a standard deviation of' at screen 0.1042, screen 0.0480 left noenhanced font ',12' tc rgb '#444444'
set label '0.001. Curves un-padded, levels padded: networks end 0.04 dB lower there. What is below 30.25 is cut off.' at screen 0.1042, screen 0.0250 left noenhanced font ',12' tc rgb '#444444'

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.389630492231937 to graph 1, first 30.389630492231937 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3896 left noenhanced tc rgb '#555555'

# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted
set style line 1 lc rgb '#0072B2' lw 2.6 pt 7 ps 0.7

set terminal svg noenhanced size 960,740 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'rgb-same.svg'

plot 'rgb-same.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'rgb-same.dat' index 0 every ::56::56 using 1:2 with points ls 1 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '9-1-5, RGB, zero padding'

set terminal pngcairo noenhanced size 1920,1480 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'rgb-same.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.167in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'rgb-same.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

set xtics nomirror out ('10⁴' 10000, '10⁵' 100000, '10⁶' 1000000, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1, '' 200000 1, '' 300000 1, '' 400000 1, '' 500000 1, '' 600000 1, '' 700000 1, '' 800000 1, '' 900000 1)

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.7183
set bmargin at screen 0.3130
set tmargin at screen 0.9652
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.1435 left top vertical maxrows 2 noenhanced Left reverse samplen 3 width 3
set label 'Number of backprops' at graph 0.5, screen 0.2000 center noenhanced
set label 'Average PSNR on Set5 (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# Levels and ends of curves, with their labels right of the plot
set arrow from graph 0, first 30.389630492231937 to graph 1, first 30.389630492231937 nohead back dt '--' lw 1.4 lc rgb '#555555'
set label 'Bicubic 30.39' at graph 1.01, first 30.3896 left noenhanced tc rgb '#555555'

set terminal pdfcairo noenhanced size 3.500in,3.354in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'rgb-same-column.pdf'

plot 'rgb-same.dat' index 0 using 1:2 with lines ls 1 notitle, \
     'rgb-same.dat' index 0 every ::56::56 using 1:2 with points ls 1 notitle, \
     keyentry title 'This program', \
     keyentry with linespoints ls 1 title '9-1-5, RGB, zero padding'

unset output
