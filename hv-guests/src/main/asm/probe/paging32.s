# 32-bit paging without PAE: the first 4 MiB at their own addresses, but for the last page, which shows another.
        .include "probe.inc"
        .code32
        .equ DIRECTORY, SCRATCH
        .equ TABLE, SCRATCH + 0x1000
        .equ SHOWN, SCRATCH + 0x2000
        .equ ALIAS, 0x3ff000
        .equ PATTERN, 0x5aa53c69

        image_start
main:   mov $STACK, %esp
        mov $DIRECTORY, %edi
        mov $1024, %ecx
        xor %eax, %eax
        cld
        rep stosl
        movl $TABLE + 3, DIRECTORY
        mov $TABLE, %edi
        mov $1024, %ecx
        mov $3, %eax                    # present, writable
1:      mov %eax, (%edi)
        add $0x1000, %eax
        add $4, %edi
        loop 1b
        movl $SHOWN + 3, TABLE + (ALIAS >> 12) * 4
        movl $0, SHOWN
        mov $DIRECTORY, %eax
        mov %eax, %cr3
        mov %cr0, %eax
        or $0x80000000, %eax
        mov %eax, %cr0
        jmp 1f
1:      movl $PATTERN, ALIAS
        cmpl $PATTERN, SHOWN
        je 1f
        end_with FAILED
1:      end_with PASSED
