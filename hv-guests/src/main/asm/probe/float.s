# Arithmetic of x87 and SSE2 in the kernel.
        .include "probe.inc"
        .code64

        image_start
main:   mov $STACK, %esp
        mov %cr4, %rax
        or $0x600, %eax                 # OSFXSR, OSXMMEXCPT
        mov %rax, %cr4
        fninit
        fld1
        fld1
        faddp
        fistpl SCRATCH
        fwait
        cmpl $2, SCRATCH
        jne 1f
        mov $20, %eax
        cvtsi2sd %eax, %xmm0
        addsd %xmm0, %xmm0
        cvttsd2si %xmm0, %eax
        cmp $40, %eax
        jne 1f
        end_with PASSED
1:      end_with FAILED
