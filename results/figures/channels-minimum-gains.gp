# Y, Cb and Cr above or below bicubic interpolation
# Draws channels-minimum-gains.svg, channels-minimum-gains.png, channels-minimum-gains.pdf, channels-minimum-gains-column.pdf from channels-minimum-gains.dat. By hand, in this folder: gnuplot channels-minimum-gains.gp
reset
set encoding utf8
set datafile missing '?'

# Axes: zero among them, so that lengths compare.
set xrange [-0.5:2.5]
set yrange [-1.253692:2.179659]
unset xtics
set ytics nomirror out ('-1.0' -1.0, '-0.5' -0.5, '0.0' 0.0, '0.5' 0.5, '1.0' 1.0, '1.5' 1.5, '2.0' 2.0)
set boxwidth 0.2800 absolute
set style fill solid 0.85 noborder
set xzeroaxis lt 1 lw 1 lc rgb '#333333'

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1042
set rmargin at screen 0.9729
set bmargin at screen 0.2738
set tmargin at screen 0.9450
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.0979, screen 0.1691 left top vertical maxrows 3 noenhanced Left reverse samplen 3 width 3
set label 'Network' at graph 0.5, screen 0.2040 center noenhanced
set label 'PSNR on Set5 above bicubic (dB)' at screen 0.0229, graph 0.5 center rotate by 90 noenhanced
set label 'Y, Cb and Cr above or below bicubic interpolation' at screen 0.1042, screen 0.9658 left noenhanced font ',18'
set label 'Profile desk: trained on T91 (some augmented: scales 1, 0.9, 0.8, 0.7, 0.6, rotations 0, 90, 180, 270), measured on Set5 at' at screen 0.1042, screen 0.0477 left noenhanced font ',12' tc rgb '#444444'
set label 'x3; 300,000 to 1,000,000 backprops; mean of 3 seeds, thin lines from the lowest to the highest.' at screen 0.1042, screen 0.0248 left noenhanced font ',12' tc rgb '#444444'

# The names of the groups
set label 'Muon, from He''s weights' at first 0, screen 0.2523 center noenhanced font ',12'
set label 'Muon, from the paper''s weights' at first 1, screen 0.2523 center noenhanced font ',12'
set label 'SGD, from the paper''s weights' at first 2, screen 0.2523 center noenhanced font ',12'

set terminal svg noenhanced size 960,745 font 'sans-serif,15' background rgb 'white'
set key spacing 0.95
set output 'channels-minimum-gains.svg'

plot 'channels-minimum-gains.dat' index 0 using ($1+(-0.2800)):2 with boxes lc rgb '#0072B2' title 'Y PSNR', \
     'channels-minimum-gains.dat' index 0 using ($1+(-0.2800)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 0 using ($1+(-0.2800)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 1 using ($1+(0.0000)):2 with boxes lc rgb '#D55E00' title 'Cb PSNR', \
     'channels-minimum-gains.dat' index 1 using ($1+(0.0000)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 1 using ($1+(0.0000)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 2 using ($1+(0.2800)):2 with boxes lc rgb '#009E73' title 'Cr PSNR', \
     'channels-minimum-gains.dat' index 2 using ($1+(0.2800)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 2 using ($1+(0.2800)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle

set terminal pngcairo noenhanced size 1920,1490 font 'sans-serif,15' fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5
set key spacing 1.25
set output 'channels-minimum-gains.png'
replot

set terminal pdfcairo noenhanced size 8.000in,6.208in font 'sans-serif,15' fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4
set key spacing 1.25
set output 'channels-minimum-gains.pdf'
replot

# In a column of a paper, whose text has title and caption
unset label
unset arrow

# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.
set lmargin at screen 0.1750
set rmargin at screen 0.9458
set bmargin at screen 0.3444
set tmargin at screen 0.9668
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#E4E4E4'
set key at screen 0.1625, screen 0.1826 left top vertical maxrows 3 noenhanced Left reverse samplen 3 width 3
set label 'Network' at graph 0.5, screen 0.2365 center noenhanced
set label 'PSNR on Set5 above bicubic (dB)' at screen 0.0292, graph 0.5 center rotate by 90 noenhanced

# The names of the groups
set label 'Muon, from He''s' at first 0, screen 0.3112 center noenhanced font ',12'
set label 'weights' at first 0, screen 0.2780 center noenhanced font ',12'
set label 'Muon, from the' at first 1, screen 0.3112 center noenhanced font ',12'
set label 'paper''s weights' at first 1, screen 0.2780 center noenhanced font ',12'
set label 'SGD, from the' at first 2, screen 0.3112 center noenhanced font ',12'
set label 'paper''s weights' at first 2, screen 0.2780 center noenhanced font ',12'

set terminal pdfcairo noenhanced size 3.500in,3.515in font 'sans-serif,15' fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2
set key spacing 1.25
set output 'channels-minimum-gains-column.pdf'

plot 'channels-minimum-gains.dat' index 0 using ($1+(-0.2800)):2 with boxes lc rgb '#0072B2' title 'Y PSNR', \
     'channels-minimum-gains.dat' index 0 using ($1+(-0.2800)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 0 using ($1+(-0.2800)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 1 using ($1+(0.0000)):2 with boxes lc rgb '#D55E00' title 'Cb PSNR', \
     'channels-minimum-gains.dat' index 1 using ($1+(0.0000)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 1 using ($1+(0.0000)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 2 using ($1+(0.2800)):2 with boxes lc rgb '#009E73' title 'Cr PSNR', \
     'channels-minimum-gains.dat' index 2 using ($1+(0.2800)):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '#333333' notitle, \
     'channels-minimum-gains.dat' index 2 using ($1+(0.2800)):5:(sprintf('%.2f',$2)) with labels center offset 0,0.6 font ',10' tc rgb '#333333' notitle

unset output
