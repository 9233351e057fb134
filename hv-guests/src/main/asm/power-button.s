# Waits for the ACPI power button and answers it by powering off.
        .include "guest.inc"
        .code64
        .equ PRESSED, SCRATCH + 0x1000

        image_start
pm1:    .quad 0x600                     # PM1a_EVT: status, then enable two ports on; PM1a_CNT four ports on
s5:     .quad 5                         # SLP_TYP of the soft-off state
main:   mov $STACK, %esp
        movl $0, PRESSED
        call clear_idt
        gate 0x29, sci
        mov $0xfdfb, %bx                # only line 9, and line 2, where the slave sits
        call pic_init
        call power_listen
        print ready
        wait_until PRESSED, $1
        print bye
        call power_off

        .include "console.inc"
        .include "interrupts.inc"
        .include "power.inc"
ready:  .asciz "waiting for the power button\n"
bye:    .asciz "power button pressed\n"
