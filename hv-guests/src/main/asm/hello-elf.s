# An ELF program with code, data and bss in segments of their own. It says hello only where the loader put its data
# in place and cleared its bss. MODE is 32 or 64.
        .include "guest.inc"
        .if MODE == 32
        .code32
        .else
        .code64
        .endif

        .globl start
start:  mov $stack_top, %esp
        cmpl $0x600df00d, magic
        jne bad
        mov $cleared, %edi
        mov $(cleared_end - cleared), %ecx
        xor %eax, %eax
        cld
        repe scasb
        jne bad
        print text
        end_with PASSED
bad:    print wrong
        end_with FAILED

        .include "console.inc"

        .data
magic:  .long 0x600df00d
        .if MODE == 32
text:   .asciz "hello from ELF32\n"
        .else
text:   .asciz "hello from ELF64\n"
        .endif
wrong:  .asciz "data or bss is wrong\n"

        .bss
cleared:
        .skip 10000
cleared_end:
        .balign 16
        .skip 4096
stack_top:
