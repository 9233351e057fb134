# CPUID hides what its machine hides: of leaf 1, no bit of the mask is set in ECX.
        .include "probe.inc"
        .code64

        image_start
hidden: .quad 0                         # bits of ECX that the machine has hidden
main:   mov $STACK, %esp
        mov $1, %eax
        xor %ecx, %ecx
        cpuid
        test hidden, %ecx
        jnz 1f
        end_with PASSED
1:      end_with FAILED
