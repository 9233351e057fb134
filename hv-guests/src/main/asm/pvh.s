# A kernel with Xen's PVH entry: checks the state in which it is entered, prints what the boot loader told it: its command
# line, the memory, its modules. EBX leads to struct hvm_start_info.
        .include "guest.inc"
        .code32

        .equ MAGIC, 0x336ec578
        .equ PHYS32_ENTRY, 18

        .section .note.Xen, "a", @note
        .balign 4
        .long 4, 4, PHYS32_ENTRY
        .asciz "Xen"
        .long start

        .globl start
        .text
start:  mov $stack_top, %esp
        mov %ebx, info
        cmpl $MAGIC, (%ebx)
        jne no_magic
        mov %cr0, %eax
        and $0xffffffef, %eax           # all but ET, which some processors cannot clear
        cmp $1, %eax                    # protected mode and nothing more
        jne bad_state
        mov %cr4, %eax
        test %eax, %eax
        jnz bad_state
        pushf
        testl $0x20300, (%esp)          # VM, IF, TF
        jnz bad_state
        print hello

        mov info, %ebp
        print version
        mov 4(%ebp), %ebx
        call puthex
        print cmdline
        mov 24(%ebp), %esi
        test %esi, %esi
        jz 1f
        call puts
1:      print newline

        mov 48(%ebp), %eax              # memory map: entries of 24 bytes
        mov %eax, left
        mov 40(%ebp), %edi
2:      cmpl $0, left
        je 1f
        print range
        mov 4(%edi), %ebx
        call puthex
        mov (%edi), %ebx
        call puthex
        print size
        mov 12(%edi), %ebx
        call puthex
        mov 8(%edi), %ebx
        call puthex
        print type
        mov 16(%edi), %ebx
        call puthex
        print newline
        add $24, %edi
        decl left
        jmp 2b

1:      mov 12(%ebp), %eax              # modules: entries of 32 bytes
        mov %eax, left
        mov 16(%ebp), %edi
2:      cmpl $0, left
        je done
        print module
        mov 8(%edi), %ebx
        call puthex
        print sum
        mov (%edi), %esi
        mov 8(%edi), %ecx
        add %esi, %ecx
        mov %ecx, limit
        xor %ebx, %ebx
        xor %eax, %eax
3:      cmp limit, %esi
        jae 4f
        lodsb
        add %eax, %ebx
        jmp 3b
4:      call puthex
        print newline
        add $32, %edi
        decl left
        jmp 2b

done:   mov 32(%ebp), %esi              # the root pointer of ACPI: "RSD PTR " where there is one
        test %esi, %esi
        jz 1f
        cmpl $0x20445352, (%esi)
        jne bad_root
        cmpl $0x20525450, 4(%esi)
        jne bad_root
        print root
1:      print bye
        end_with PASSED
no_magic:
        print magic_wrong
        end_with FAILED
bad_state:
        print state_wrong
        end_with FAILED
bad_root:
        print root_wrong
        end_with FAILED

        .include "console.inc"

hello:  .asciz "hello from pvh\n"
version: .asciz "version: "
cmdline: .asciz "\ncommand line: "
range:  .asciz "range: "
size:   .asciz " size "
type:   .asciz " type "
module: .asciz "module: bytes "
sum:    .asciz " sum "
newline: .asciz "\n"
root:   .asciz "acpi root is there\n"
bye:    .asciz "pvh done\n"
magic_wrong: .asciz "ebx does not lead to the start information\n"
state_wrong: .asciz "cr0, cr4 or eflags is wrong\n"
root_wrong: .asciz "the acpi root pointer leads nowhere\n"

        .bss
        .balign 16
info:   .skip 4
left:   .skip 4
limit:  .skip 4
        .balign 16
        .skip 4096
stack_top:
