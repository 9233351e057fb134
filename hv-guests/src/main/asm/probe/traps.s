# Software interrupts in the kernel: int3 and int n reach their handlers and come back.
        .include "probe.inc"
        .code64

        image_start
main:   mov $STACK, %esp
        call clear_idt
        gate 3, handler
        gate 0x80, handler
        xor %ebx, %ebx
        int3
        int $0x80
        cmp $2, %ebx
        je 1f
        end_with FAILED
1:      end_with PASSED

handler:
        inc %ebx
        iretq

        .include "interrupts.inc"
