# Counts periodic interrupts of the local APIC's timer, standing still between them.
        .include "guest.inc"
        .code64
        .equ COUNT, SCRATCH + 0x1000
        .equ APIC, 0xfee00000
        .equ SPURIOUS, 0x0f0
        .equ EOI, 0x0b0
        .equ TIMER, 0x320
        .equ INITIAL, 0x380
        .equ DIVIDE, 0x3e0

        image_start
ticks:  .quad 100                       # how many to count
period: .quad 62500                     # in timer clocks, a sixteenth of the bus clock: 1 ms at 1 GHz
main:   mov $STACK, %esp
        movl $0, COUNT
        mov $0xff, %al                  # both 8259A quiet
        out %al, $0x21
        out %al, $0xa1
        call clear_idt
        gate 0x40, tick
        gate 0xff, spurious
        print started
        mov $APIC, %r8d
        movl $0x1ff, SPURIOUS(%r8)      # software enable; spurious vector 0xff
        movl $3, DIVIDE(%r8)            # by 16
        movl $0x20040, TIMER(%r8)       # periodic, vector 0x40
        mov period, %eax
        mov %eax, INITIAL(%r8)
        wait_until COUNT, ticks
        movl $0x10000, TIMER(%r8)       # masked
        print counted
        mov ticks, %ebx
        call puthex
        print newline
        end_with PASSED

tick:   push %r8
        incl COUNT
        mov $APIC, %r8d
        movl $0, EOI(%r8)
        pop %r8
spurious:
        return_from_interrupt

        .include "console.inc"
        .include "interrupts.inc"
started: .asciz "lapic timer started\n"
counted: .asciz "lapic ticks "
newline: .asciz "\n"
