# A system call: SYSCALL from CPL3 arrives at CPL0, SYSRET goes back, and a second SYSCALL arrives too.
# Overwrites nothing of the loader's but the user bits of its page tables. IOPL is 3 outside, so that the probe can tell
# what it found from wherever it lands.
        .include "probe.inc"
        .code64
        .equ STAR, 0xc0000081
        .equ LSTAR, 0xc0000082
        .equ FMASK, 0xc0000084
        .equ EFER, 0xc0000080
        .equ USER, 4                    # of a page table's entry
        .equ IOPL3, 0x3002

        image_start
main:   mov $STACK, %esp
        mov %cr3, %rdi                  # the first 2 MiB become the user's too
        mov $3, %ecx
1:      and $-4096, %rdi
        orq $USER, (%rdi)
        mov (%rdi), %rdi
        loop 1b
        mov %cr3, %rdi
        mov %rdi, %cr3

        lgdt gdt_pointer
        mov $EFER, %ecx
        rdmsr
        or $1, %eax                     # SCE
        wrmsr
        mov $STAR, %ecx
        xor %eax, %eax
        mov $0x00180008, %edx           # SYSRET's selectors, SYSCALL's
        wrmsr
        mov $LSTAR, %ecx
        mov $arrival, %eax
        xor %edx, %edx
        wrmsr
        mov $FMASK, %ecx
        xor %eax, %eax
        xor %edx, %edx
        wrmsr

        xor %ebx, %ebx                  # counts arrivals
        push $0x23
        push $STACK
        push $IOPL3
        push $0x2b
        push $outside
        iretq

outside:
        syscall
        cmp $1, %ebx                    # back from the first
        jne failed
        mov %cs, %eax
        and $3, %eax
        cmp $3, %eax
        jne failed
        syscall
        jmp failed

arrival:
        mov %cs, %eax
        test $3, %al
        jnz failed
        inc %ebx
        cmp $2, %ebx
        je 1f
        sysretq
1:      end_with PASSED

failed: mov $FAILED, %al                # hlt is not for CPL3
        out %al, $DEBUG_EXIT
1:      jmp 1b

        .balign 8
gdt:    .quad 0
        .quad 0x00af9b000000ffff        # 08: code, CPL0
        .quad 0x00cf93000000ffff        # 10: data, CPL0
        .quad 0x00cffb000000ffff        # 18: 32-bit code, CPL3
        .quad 0x00cff3000000ffff        # 20: data, CPL3
        .quad 0x00affb000000ffff        # 28: code, CPL3
gdt_pointer:
        .word . - gdt - 1
        .quad gdt
