# A hypercall that KVM does not know comes back with -KVM_ENOSYS (Documentation/virt/kvm/x86/hypercalls.rst).
        .include "probe.inc"
        .include "kvm.inc"
        .code64
        .equ UNKNOWN, 0x7ff
        .equ ENOSYS, 1000

        image_start
main:   mov $STACK, %esp
        require_kvm
        xor %eax, %eax
        cpuid
        mov $UNKNOWN, %eax
        cmp $0x444d4163, %ecx           # the end of AuthenticAMD
        je 1f
        cmp $0x656e6975, %ecx           # the end of HygonGenuine
        je 1f
        vmcall
        jmp 2f
1:      vmmcall
2:      cmp $-ENOSYS, %rax
        jne 1f
        end_with PASSED
1:      end_with FAILED
