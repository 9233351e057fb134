# KVM's clock (Documentation/virt/kvm/x86/msr.rst, MSR_KVM_SYSTEM_TIME_NEW): the page is filled, and the time stamp
# counter goes on.
        .include "probe.inc"
        .include "kvm.inc"
        .code64
        .equ SYSTEM_TIME, 0x4b564d01
        .equ PAGE, SCRATCH

        image_start
main:   mov $STACK, %esp
        require_kvm
        mov $KVM_FEATURES, %eax
        cpuid
        bt $3, %eax                     # CLOCKSOURCE2
        jc 1f
        end_with ABSENT
1:      movq $0, PAGE
        movq $0, PAGE + 24
        mov $SYSTEM_TIME, %ecx
        mov $PAGE + 1, %eax
        xor %edx, %edx
        wrmsr
        cmpl $0, PAGE                   # version
        je 1f
        cmpl $0, PAGE + 24              # tsc_to_system_mul
        je 1f
        rdtsc
        mov %eax, %ebx
        mov %edx, %esi
        mov $1000, %ecx
2:      loop 2b
        rdtsc
        sub %ebx, %eax
        sbb %esi, %edx
        js 1f
        or %edx, %eax
        jz 1f
        end_with PASSED
1:      end_with FAILED
