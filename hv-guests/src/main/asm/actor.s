# Plays a part for tests that need a guest of a certain behaviour.
        .include "guest.inc"
        .code64
        .equ ENDED, SCRATCH + 0x1000
        .equ PRESSED, SCRATCH + 0x1008

        image_start
part:   .quad 2                         # 0 silent, 1 greets and stays, 2 greets and ends, 3 echoes, 4 heeds the power button and lets go of devices
pm1:    .quad 0x600
s5:     .quad 5
slots:  .quad 0x640                     # registers of PCI's hot-plug
gpe:    .quad 0x620                     # general-purpose events
main:   mov $STACK, %esp
        movl $0, ENDED
        movl $0, PRESSED
        mov part, %ebp
        test %ebp, %ebp
        jz stay
        call clear_idt
        gate 0x24, received
        gate 0x29, events
        mov $0xfdeb, %bx                # lines 4 and 9, and line 2, where the slave sits
        call pic_init
        cmp $3, %ebp
        jne 1f
        call uart_listen
1:      cmp $4, %ebp
        jne 2f
        call power_listen
        call slots_listen
2:      print greeting
        cmp $2, %ebp
        je end
        cmp $3, %ebp
        je echo
        cmp $4, %ebp
        je heed
stay:   cli
1:      hlt
        jmp 1b
echo:   wait_until ENDED, $1
end:    end_with PASSED
heed:   wait_until PRESSED, $1
        call power_off

# Of the event that devices are to be let go of, number 1.
slots_listen:
        mov gpe, %edx
        add $2, %edx
        mov $2, %ax
        out %ax, %dx
        ret

events: push %rax
        push %rdx
        mov slots, %edx
        in %dx, %eax
        out %eax, %dx                   # what has come is nothing to this guest
        add $4, %edx
        in %dx, %eax
        out %eax, %dx
        add $4, %edx
        out %eax, %dx                   # nor is what has to go
        mov gpe, %edx
        mov $2, %ax
        out %ax, %dx                    # the level is low by now
        pop %rdx
        pop %rax
        jmp sci

        .include "console.inc"
        .include "interrupts.inc"
        .include "uart.inc"
        .include "power.inc"
greeting:
        .asciz "hello from the guest\nready\n"
