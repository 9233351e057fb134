# The first vCPU switches its local APIC to x2APIC mode and wakes all others through it; each of them does the same, adds its
# id to a sum, compares the id with CPUID's, and halts. Then the last of all is woken once more, by its 32-bit id.
# Starts in 32-bit code; the others stay in real mode, in the page at 0x8000. No two ever wait for each other's turn, so that
# there can be more vCPUs than processors.
        .include "guest.inc"
        .code32
        .equ APIC_BASE, 0x01b           # MSRs (Intel SDM volume 3, 11.12)
        .equ X2APIC_ID, 0x802
        .equ X2APIC_SPURIOUS, 0x80f
        .equ X2APIC_ICR, 0x830
        .equ X2APIC_MODE, 0xc00         # the bits of APIC_BASE
        .equ PAGE, 0x8000
        .equ ARRIVED, 0x9000            # how many others have come
        .equ SUM, ARRIVED + 4           # of their ids
        .equ WRONG, ARRIVED + 8         # how many have an id that CPUID does not tell

        image_start
vcpus:  .quad 2                         # in all, 2 or more
main:   mov $STACK, %esp
        movl $0, ARRIVED
        movl $0, SUM
        movl $0, WRONG
        mov $ap_start, %esi
        mov $PAGE, %edi
        mov $(ap_end - ap_start), %ecx
        cld
        rep movsb
        mov $APIC_BASE, %ecx
        rdmsr
        or $X2APIC_MODE, %eax
        wrmsr
        xor %edx, %edx
        mov $X2APIC_SPURIOUS, %ecx
        mov $0x1ff, %eax
        wrmsr
        mov $X2APIC_ICR, %ecx
        mov $0xc4500, %eax              # INIT, assert, to all but this one
        wrmsr
        mov $0xc4600 | (PAGE >> 12), %eax           # SIPI
        wrmsr
        mov vcpus, %ebx
        dec %ebx
        call wait_for
        print arrived
        mov ARRIVED, %ebx
        call puthex
        print sum
        mov SUM, %ebx
        call puthex
        print wrong
        mov WRONG, %ebx
        call puthex
        mov $X2APIC_ICR, %ecx
        mov vcpus, %edx
        dec %edx                        # to the last, by its id
        mov $0x4500, %eax
        wrmsr
        mov $0x4600 | (PAGE >> 12), %eax
        wrmsr
        mov vcpus, %ebx
        call wait_for
        print again
        end_with PASSED

# Waits until ebx have come.
wait_for:
        pause
        cmp %ebx, ARRIVED
        jb wait_for
        ret

        .include "console.inc"
arrived: .asciz "arrived: "
sum:    .asciz ", sum of ids: "
wrong:  .asciz ", wrong: "
again:  .asciz "\nthe last came again\n"

# From here on copied to PAGE: only relative jumps.
        .code16
ap_start:
        cli
        xor %ax, %ax
        mov %ax, %ds
        mov $APIC_BASE, %ecx
        rdmsr
        or $X2APIC_MODE, %eax
        wrmsr
        mov $0xb, %eax
        xor %ecx, %ecx
        cpuid                           # edx is the id
        mov %edx, %esi
        mov $X2APIC_ID, %ecx
        rdmsr
        lock add %eax, SUM
        cmp %eax, %esi
        je 1f
        lock incl WRONG
1:      lock incl ARRIVED
2:      hlt
        jmp 2b
ap_end:
        .code32
