# Prints one line and ends. Assembled once for each mode of entry; MODE is 16, 32 or 64.
        .include "guest.inc"
        .if MODE == 16
        .code16
        .elseif MODE == 32
        .code32
        .else
        .code64
        .endif

        image_start
main:
        .if MODE == 16
        xor %ax, %ax                    # a BIOS may enter at 07c0:0000 with any segments: then this image is a boot sector
        mov %ax, %ds
        mov %ax, %ss
        mov $0x7c00, %sp
        ljmp $0, $1f
1:
        .else
        mov $STACK, %esp
        .endif
        print text
        end_with PASSED

        .include "console.inc"
text:   .ascii "hello from "
        .if MODE == 16
        .asciz "real mode\n"
        .org start + 510, 0
        .word 0xaa55
        .elseif MODE == 32
        .asciz "protected mode\n"
        .else
        .asciz "long mode\n"
        .endif
