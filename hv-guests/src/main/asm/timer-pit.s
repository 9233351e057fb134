# Counts interrupts of PIT channel 0 through the 8259A, standing still between them.
        .include "guest.inc"
        .code64
        .equ COUNT, SCRATCH + 0x1000

        image_start
ticks:  .quad 100                       # how many to count
divisor: .quad 1193                     # of 1,193,182 Hz: about a millisecond; 2 to 65535
main:   mov $STACK, %esp
        movl $0, COUNT
        call clear_idt
        gate 0x20, tick
        mov $0xfffe, %bx                # only line 0
        call pic_init
        print started
        mov divisor, %ebx
        mov $0x34, %al                  # channel 0, low then high byte, mode 2
        call pit_start
        wait_until COUNT, ticks
        mov $0xff, %al
        out %al, $0x21
        print counted
        mov ticks, %ebx
        call puthex
        print newline
        end_with PASSED

tick:   push %rax
        incl COUNT
        eoi_master
        pop %rax
        return_from_interrupt

        .include "console.inc"
        .include "interrupts.inc"
started: .asciz "pit timer started\n"
counted: .asciz "pit ticks "
newline: .asciz "\n"
