# Waits for the ACPI power button and answers it by powering off (ACPI 6.5, 4.8.2.2 and 4.8.3).
        .include "guest.inc"
        .code64
        .equ PRESSED, SCRATCH + 0x1000
        .equ SCI_EN, 1
        .equ PWRBTN, 0x100              # in PM1 status and enable
        .equ SLP_EN, 0x2000

        image_start
pm1:    .quad 0x600                     # PM1a_EVT: status, then enable two ports on; PM1a_CNT four ports on
s5:     .quad 5                         # SLP_TYP of the soft-off state
main:   mov $STACK, %esp
        movl $0, PRESSED
        call clear_idt
        gate 0x29, sci
        mov $0xfdfb, %bx                # only line 9, and line 2, where the slave sits
        call pic_init
        mov $0x4d1, %dx
        in %dx, %al
        or $2, %al                      # line 9 is level-triggered
        out %al, %dx
        mov pm1, %edx
        mov $0xffff, %ax                # clear every status bit
        out %ax, %dx
        add $2, %edx
        mov $PWRBTN, %ax
        out %ax, %dx
        add $2, %edx
        in %dx, %ax
        or $SCI_EN, %ax
        out %ax, %dx
        print ready
        wait_until PRESSED, $1
        print bye
        mov pm1, %edx
        add $4, %edx
        mov s5, %eax
        shl $10, %eax
        or $SLP_EN | SCI_EN, %eax
        out %ax, %dx
        cli                             # the machine may take a moment
1:      hlt
        jmp 1b

sci:    push %rax
        push %rdx
        mov pm1, %edx
        in %dx, %ax
        out %ax, %dx                    # writing ones clears
        test $PWRBTN, %ax
        jz 1f
        movl $1, PRESSED
1:      eoi_both
        pop %rdx
        pop %rax
        iretq

        .include "console.inc"
        .include "interrupts.inc"
ready:  .asciz "waiting for the power button\n"
bye:    .asciz "power button pressed\n"
