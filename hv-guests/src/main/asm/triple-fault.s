# Ends by a triple fault: with no IDT, a bad selector is a general protection fault that nobody can deliver.
        .include "guest.inc"
        .code32

        image_start
main:   mov $STACK, %esp
        print text
        lidt nothing
        mov $0xfff8, %eax
        mov %eax, %ds
        end_with FAILED

        .include "console.inc"
text:   .asciz "about to triple fault\n"
        .balign 8
nothing: .word 0
        .long 0
