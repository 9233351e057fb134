# Tells pvpanic (ISA, port 0x505) that it has panicked, then stands still with interrupts off, as a kernel would.
        .include "guest.inc"
        .code32
        .equ PVPANIC, 0x505

        image_start
main:   mov $STACK, %esp
        mov $PVPANIC, %dx
        in %dx, %al
        mov %al, %bl
        movzx %bl, %ebx
        test $1, %bl                    # bit 0: a panic may be reported; all ones is no device
        jz missing
        cmp $0xff, %bl
        je missing
        print events
        call puthex
        print newline
        mov $PVPANIC, %dx
        mov $1, %al
        out %al, %dx
        cli
1:      hlt
        jmp 1b
missing:
        print none
        end_with FAILED

        .include "console.inc"
events: .asciz "panicking, pvpanic offers "
newline: .asciz "\n"
none:   .asciz "no pvpanic\n"
