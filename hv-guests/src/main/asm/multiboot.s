# A Multiboot 1 kernel: prints its command line, what memory it was told of, and its modules. With ADDRESSES=1 the
# header carries the load addresses itself (for a flat file); without, the file is an ELF.
        .include "guest.inc"
        .code32

        .equ MAGIC, 0x1badb002
        .equ FLAGS, 0x00000003 | (ADDRESSES << 16)     # modules on page boundaries, memory information

        .globl start
        .text
image:
        .balign 4
header: .long MAGIC, FLAGS, -(MAGIC + FLAGS)
        .if ADDRESSES
        .long header, image, image_end, bss_end, start
        .endif

start:  mov $stack_top, %esp
        cmp $0x2badb002, %eax
        jne bad
        mov %ebx, info
        print hello

        mov info, %ebp
        testl $1, (%ebp)                # flags bit 0: mem_lower, mem_upper in KiB
        jz 1f
        print lower
        mov 4(%ebp), %ebx
        call puthex
        print upper
        mov 8(%ebp), %ebx
        call puthex
        print newline

1:      testl $4, (%ebp)                # bit 2: command line
        jz 1f
        print cmdline
        mov 16(%ebp), %esi
        call puts
        print newline

1:      testl $64, (%ebp)               # bit 6: memory map; each entry has its size, less 4, in front
        jz 1f
        mov 48(%ebp), %edi
        mov 44(%ebp), %ecx
        add %edi, %ecx
        mov %ecx, limit
2:      cmp limit, %edi
        jae 1f
        print range
        mov 8(%edi), %ebx
        call puthex
        mov 4(%edi), %ebx
        call puthex
        print size
        mov 16(%edi), %ebx
        call puthex
        mov 12(%edi), %ebx
        call puthex
        print type
        mov 20(%edi), %ebx
        call puthex
        print newline
        add (%edi), %edi
        add $4, %edi
        jmp 2b

1:      testl $8, (%ebp)                # bit 3: modules; 16 bytes each: start, end, string, reserved
        jz done
        mov 20(%ebp), %eax
        mov %eax, left
        mov 24(%ebp), %edi
2:      cmpl $0, left
        je done
        print module
        mov 8(%edi), %esi
        call puts
        print bytes
        mov 4(%edi), %ebx
        sub (%edi), %ebx
        call puthex
        print sum
        mov (%edi), %esi
        xor %ebx, %ebx
        xor %eax, %eax
3:      cmp 4(%edi), %esi
        jae 4f
        lodsb
        add %eax, %ebx
        jmp 3b
4:      call puthex
        print newline
        add $16, %edi
        decl left
        jmp 2b

done:   print bye
        end_with PASSED
bad:    print wrong
        end_with FAILED

        .include "console.inc"

hello:  .asciz "hello from multiboot\n"
lower:  .asciz "memory: lower "
upper:  .asciz " upper "
cmdline: .asciz "command line: "
range:  .asciz "range: "
size:   .asciz " size "
type:   .asciz " type "
module: .asciz "module: "
bytes:  .asciz " bytes "
sum:    .asciz " sum "
newline: .asciz "\n"
bye:    .asciz "multiboot done\n"
wrong:  .asciz "eax is not the multiboot magic\n"
        .balign 4
image_end:

        .bss
info:   .skip 4
limit:  .skip 4
left:   .skip 4
        .balign 16
        .skip 4096
stack_top:
bss_end:
