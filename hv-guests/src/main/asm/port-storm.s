# Writes noise to every port in one, two and four bytes, then reads every port, except where a write is meant to end
# the machine: keyboard controller command (0x64), fast reset (0x92), debug exit (0xf4-0xf7), pvpanic (0x505), PM1
# control (0x604-0x605), chipset reset (0xcf9). An access of several bytes is left out if any of its ports is.
        .include "guest.inc"
        .code32

        image_start
seed:   .quad 1                         # of the noise; 32 bits
widest: .quad 4                         # 1, 2 or 4 bytes
main:   mov $STACK, %esp
        print started
        mov seed, %ebx
        mov $1, %ecx                    # bytes an access has: 1, 2, 4, and 0 for reading
        xor %edx, %edx                  # port

next:   mov $spared, %esi
        test %ecx, %ecx                 # a read ends nothing
        jz 2f
1:      lodsl                           # first and last port, 16 bits each
        test %eax, %eax
        jz 2f
        movzx %ax, %edi
        shr $16, %eax
        cmp %eax, %edx                  # beyond its last port?
        ja 1b
        mov %edx, %ebp
        add %ecx, %ebp                  # one beyond the access
        cmp %edi, %ebp
        ja skip
        jmp 1b

2:      imul $1664525, %ebx, %ebx       # a linear congruential generator; its high bits are the noise
        add $1013904223, %ebx
        mov %ebx, %eax
        shr $8, %eax
        cmp $1, %ecx
        jb input
        je byte
        cmp $2, %ecx
        je word
        out %eax, %dx
        jmp skip
word:   out %ax, %dx
        jmp skip
byte:   out %al, %dx
        jmp skip
input:  in %dx, %al

skip:   inc %edx
        mov %edx, %eax
        add %ecx, %eax
        cmp $0x10000, %eax              # the access must end by port 0xffff
        jbe next
        xor %edx, %edx
        test %ecx, %ecx
        jz done
        add %ecx, %ecx
        cmp widest, %ecx
        jbe next
        xor %ecx, %ecx
        jmp next

done:   mov $COM1 + 3, %dx              # the UART was hit too: set it up anew
        mov $0x83, %al                  # divisor latch open
        out %al, %dx
        mov $COM1 + 1, %dx
        xor %al, %al
        out %al, %dx
        dec %dx
        inc %al                         # 115200 baud
        out %al, %dx
        mov $COM1 + 3, %dx
        mov $0x03, %al                  # 8 bits, no parity, divisor latch shut
        out %al, %dx
        mov $COM1 + 1, %dx
        xor %al, %al
        out %al, %dx
        mov $COM1 + 2, %dx
        mov $0x07, %al
        out %al, %dx
        mov $COM1 + 4, %dx
        mov $0x03, %al                  # out of loop-back
        out %al, %dx
        print survived
        end_with PASSED

        .balign 4
spared: .word 0x64, 0x64, 0x92, 0x92, 0xf4, 0xf7, 0x505, 0x505, 0x604, 0x605, 0xcf9, 0xcf9, 0, 0

        .include "console.inc"
started: .asciz "port storm\n"
survived: .asciz "\nsurvived\n"
