# Sends back every byte it receives, by interrupt: COM1, IRQ 4, through the 8259A. Byte 4 (Ctrl-D) ends it.
        .include "guest.inc"
        .code64
        .equ ENDED, SCRATCH + 0x1000

        image_start
main:   mov $STACK, %esp
        movl $0, ENDED
        call clear_idt
        gate 0x24, received
        mov $0xffef, %bx                # only line 4
        call pic_init
        call uart_listen
        print ready
        wait_until ENDED, $1
        print bye
        end_with PASSED

        .include "console.inc"
        .include "interrupts.inc"
        .include "uart.inc"
ready:  .asciz "echo ready\n"
bye:    .asciz "\necho done\n"
