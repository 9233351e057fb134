# Instructions that CPUID offers and kernels therefore use: POPCNT, CRC32, STAC and CLAC, RDTSCP, INVPCID, ANDN.
        .include "probe.inc"
        .code64

        .macro unless_cpuid leaf, register, bit, to
        mov $\leaf, %eax
        xor %ecx, %ecx
        cpuid
        bt $\bit, %\register
        jnc \to
        .endm

        image_start
main:   mov $STACK, %esp
        call clear_idt
        gate 6, failed
        gate 13, failed
        unless_cpuid 1, ecx, 23, 1f
        mov $0x70f, %eax
        popcnt %eax, %eax
        cmp $7, %eax
        jne failed
1:      unless_cpuid 1, ecx, 20, 1f
        xor %eax, %eax
        mov $1, %edx
        crc32l %edx, %eax
        cmp $0xdd45aab8, %eax
        jne failed
1:      mov $0x80000001, %eax
        cpuid
        bt $27, %edx
        jnc 1f
        rdtscp
1:      xor %eax, %eax
        cpuid
        cmp $7, %eax
        jb passed
        unless_cpuid 7, ebx, 20, 1f
        stac
        clac
1:      unless_cpuid 7, ebx, 10, 1f
        mov $SCRATCH, %edi
        movq $0, (%rdi)
        movq $0, 8(%rdi)
        mov $2, %eax                    # everything
        invpcid (%rdi), %rax
1:      unless_cpuid 7, ebx, 3, passed
        mov $0xf0, %eax
        mov $0x3c, %edx
        andn %edx, %eax, %eax
        cmp $0x0c, %eax
        jne failed
passed: end_with PASSED
failed: end_with FAILED

        .include "interrupts.inc"
