# A Multiboot kernel for try-in-qemu: brings the processor to the state in which hv enters a flat guest, and jumps to
# ENTRY. MODE is 32 or 64. Selector 0x10 is code, 0x18 data; in 64-bit mode the first 4 GiB are mapped to themselves.
        .code32
        .equ TABLES, 0x500000           # PML4, PDPT, four page directories

        .text
        .balign 4
        .long 0x1badb002, 0, -0x1badb002
        .globl start
start:  cli
        lgdt gdt_pointer
        .if MODE == 64
        mov $TABLES, %edi
        mov $6 * 1024, %ecx
        xor %eax, %eax
        cld
        rep stosl
        movl $TABLES + 0x1003, TABLES
        mov $TABLES + 0x2003, %eax
        mov $TABLES + 0x1000, %edi
1:      mov %eax, (%edi)
        add $0x1000, %eax
        add $8, %edi
        cmp $TABLES + 0x1020, %edi
        jb 1b
        mov $0x83, %eax
        mov $TABLES + 0x2000, %edi
2:      mov %eax, (%edi)
        add $0x200000, %eax
        add $8, %edi
        cmp $TABLES + 0x6000, %edi
        jb 2b
        mov $TABLES, %eax
        mov %eax, %cr3
        mov $0x20, %eax                 # PAE
        mov %eax, %cr4
        mov $0xc0000080, %ecx           # EFER.LME
        mov $0x100, %eax
        xor %edx, %edx
        wrmsr
        mov $0x80000011, %eax           # PG, ET, PE
        mov %eax, %cr0
        .endif
        mov $0x18, %eax
        mov %eax, %ds
        mov %eax, %es
        mov %eax, %fs
        mov %eax, %gs
        mov %eax, %ss
        ljmp $0x10, $ENTRY

        .balign 8
gdt:    .quad 0, 0
        .if MODE == 64
        .quad 0x00af9b000000ffff
        .else
        .quad 0x00cf9b000000ffff
        .endif
        .quad 0x00cf93000000ffff
gdt_pointer:
        .word 31
        .long gdt
