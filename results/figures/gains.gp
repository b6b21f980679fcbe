# How far each method is above bicubic interpolation
# Draws gains.svg, gains.png, gains.pdf, gains-column.pdf from gains.dat. By hand, in this folder: gnuplot gains.gp
reset
set encoding utf8
set datafile missing '?'

# Axes: zero among them, so that lengths compare.
set xrange [-0.5:4.5]
set yrange [0:2.653910]
unset xtics
set ytics nomirror out ('0.0' 0.0, '0.5' 0.5, '1.0' 1.0, '1.5' 1.5, '2.0' 2.0, '2.5' 2.5)
set boxwidth 0.2800 absolute
set style fill solid 0.85 noborder

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.3099
set tmargin at screen 0.9477
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.2105 left top vertical maxrows 4 noenhanced Left reverse samplen 3 width 3
set label 'Method' at graph 0.5, screen 0.2436 center noenhanced
set label 'PSNR above bicubic (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'How far each method is above bicubic interpolation' at screen 0.1042, screen 0.9675 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (some augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5,' at screen 0.1042, screen 0.0670 left noenhanced font ',12' tc rgb '#444444'
set label 'Set14, BSD200 at x3; 2,400,000 backprops; mean of 1 to 5 seeds, thin lines from the lowest to the highest. Numbers are this' at screen 0.1042, screen 0.0453 left noenhanced font ',12' tc rgb '#444444'
set label 'program''s, circles the paper''s.' at screen 0.1042, screen 0.0236 left noenhanced font ',12' tc rgb '#444444'

# The names of the groups
set label 'SC' at first 0, screen 0.2895 center noenhanced font ',12'
set label 'NE+LLE' at first 1, screen 0.2895 center noenhanced font ',12'
set label 'ANR' at first 2, screen 0.2895 center noenhanced font ',12'
set label 'A+' at first 3, screen 0.2895 center noenhanced font ',12'
set label 'SRCNN' at first 4, screen 0.2895 center noenhanced font ',12'

set terminal svg noenhanced size 960,784 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'gains.svg'

plot 'gains.dat' index 0 using ($1+(-0.2800)):2 with boxes lc rgb '#0072B2' title 'Set5', \
     'gains.dat' index 0 using ($1+(-0.2800)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'gains.dat' index 0 using ($1+(-0.2800)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'gains.dat' index 1 using ($1+(0.0000)):2 with boxes lc rgb '#D55E00' title 'Set14', \
     'gains.dat' index 1 using ($1+(0.0000)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'gains.dat' index 1 using ($1+(0.0000)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'gains.dat' index 2 using ($1+(0.2800)):2 with boxes lc rgb '#009E73' title 'BSD200', \
     'gains.dat' index 2 using ($1+(0.2800)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'gains.dat' index 2 using ($1+(0.2800)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'gains.dat' index 0 using ($1+(-0.2800)):6 with points pt 7 ps 1.1 lc rgb 'white' notitle, \
     'gains.dat' index 0 using ($1+(-0.2800)):6 with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' notitle, \
     'gains.dat' index 1 using ($1+(0.0000)):6 with points pt 7 ps 1.1 lc rgb 'white' notitle, \
     'gains.dat' index 1 using ($1+(0.0000)):6 with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' notitle, \
     'gains.dat' index 2 using ($1+(0.2800)):6 with points pt 7 ps 1.1 lc rgb 'white' notitle, \
     'gains.dat' index 2 using ($1+(0.2800)):6 with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' notitle, \
     keyentry with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' title 'The paper'

set terminal pngcairo noenhanced size 1920,1568 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'gains.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.533in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'gains.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.9458
set bmargin at screen 0.3730
set tmargin at screen 0.9683
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.2183 left top vertical maxrows 4 noenhanced Left reverse samplen 3 width 3
set label 'Method' at graph 0.5, screen 0.2698 center noenhanced
set label 'PSNR above bicubic (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# The names of the groups
set label 'SC' at first 0, screen 0.3413 center noenhanced font ',12'
set label 'NE+LLE' at first 1, screen 0.3413 center noenhanced font ',12'
set label 'ANR' at first 2, screen 0.3413 center noenhanced font ',12'
set label 'A+' at first 3, screen 0.3413 center noenhanced font ',12'
set label 'SRCNN' at first 4, screen 0.3413 center noenhanced font ',12'

set terminal pdfcairo noenhanced size 3.500in,3.675in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'gains-column.pdf'

plot 'gains.dat' index 0 using ($1+(-0.2800)):2 with boxes lc rgb '#0072B2' title 'Set5', \
     'gains.dat' index 0 using ($1+(-0.2800)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'gains.dat' index 1 using ($1+(0.0000)):2 with boxes lc rgb '#D55E00' title 'Set14', \
     'gains.dat' index 1 using ($1+(0.0000)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'gains.dat' index 2 using ($1+(0.2800)):2 with boxes lc rgb '#009E73' title 'BSD200', \
     'gains.dat' index 2 using ($1+(0.2800)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'gains.dat' index 0 using ($1+(-0.2800)):6 with points pt 7 ps 1.1 lc rgb 'white' notitle, \
     'gains.dat' index 0 using ($1+(-0.2800)):6 with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' notitle, \
     'gains.dat' index 1 using ($1+(0.0000)):6 with points pt 7 ps 1.1 lc rgb 'white' notitle, \
     'gains.dat' index 1 using ($1+(0.0000)):6 with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' notitle, \
     'gains.dat' index 2 using ($1+(0.2800)):6 with points pt 7 ps 1.1 lc rgb 'white' notitle, \
     'gains.dat' index 2 using ($1+(0.2800)):6 with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' notitle, \
     keyentry with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' title 'The paper'

unset output
