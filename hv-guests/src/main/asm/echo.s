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
        mov $COM1 + 2, %dx
        mov $0x07, %al                  # FIFOs on and empty, interrupt at one byte
        out %al, %dx
        mov $COM1 + 4, %dx
        mov $0x0b, %al                  # DTR, RTS, and OUT2, which gates the interrupt
        out %al, %dx
        mov $COM1 + 1, %dx
        mov $0x01, %al                  # received data available
        out %al, %dx
        print ready
        wait_until ENDED, $1
        print bye
        end_with PASSED

received:
        push %rax
        push %rdx
        mov $COM1 + 2, %dx
        in %dx, %al                     # the identification register: acknowledges
1:      mov $COM1 + 5, %dx
        in %dx, %al
        test $1, %al                    # data ready
        jz 3f
        mov $COM1, %dx
        in %dx, %al
        cmp $4, %al
        je 2f
        call putc
        jmp 1b
2:      movl $1, ENDED
3:      eoi_master
        pop %rdx
        pop %rax
        iretq

        .include "console.inc"
        .include "interrupts.inc"
ready:  .asciz "echo ready\n"
bye:    .asciz "\necho done\n"
