# The extended state: XGETBV, XSETBV, and XSAVE and XRSTOR of x87 and SSE.
        .include "probe.inc"
        .code64
        .equ AREA, SCRATCH              # 64-byte aligned

        image_start
main:   mov $STACK, %esp
        require_cpuid 1, ecx, 26
        mov %cr4, %rax
        or $0x40200, %eax               # OSXSAVE, OSFXSR
        mov %rax, %cr4
        mov $AREA, %edi
        mov $4096 / 8, %ecx
        xor %eax, %eax
        cld
        rep stosq
        xor %ecx, %ecx
        xgetbv
        or $3, %eax                     # x87 and SSE
        xsetbv
        movdqu pattern, %xmm3
        mov $3, %eax
        xor %edx, %edx
        xsave AREA
        movdqu other, %xmm3
        xrstor AREA
        movdqu %xmm3, AREA + 2048
        mov AREA + 2048, %rax
        cmp pattern, %rax
        jne 1f
        mov AREA + 2056, %rax
        cmp pattern + 8, %rax
        jne 1f
        end_with PASSED
1:      end_with FAILED

        .balign 16
pattern: .quad 0x0123456789abcdef, 0xfedcba9876543210
other:  .quad 1, 2
