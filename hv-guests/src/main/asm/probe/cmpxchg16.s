# A compare-and-exchange of 16 bytes, locked, once refused and once done.
        .include "probe.inc"
        .code64

        image_start
main:   mov $STACK, %esp
        require_cpuid 1, ecx, 13
        mov $SCRATCH, %edi
        movq $1, (%rdi)
        movq $2, 8(%rdi)
        mov $1, %eax
        mov $3, %edx
        mov $4, %ebx
        mov $5, %ecx
        lock cmpxchg16b (%rdi)
        jz 1f                           # 1,3 is not what is there
        cmp $2, %rdx
        jne 1f
        lock cmpxchg16b (%rdi)
        jnz 1f
        cmpq $4, (%rdi)
        jne 1f
        cmpq $5, 8(%rdi)
        jne 1f
        end_with PASSED
1:      end_with FAILED
