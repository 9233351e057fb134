# Ends with a value of the caller's choice: the machine's status is (value << 1) | 1.
        .include "guest.inc"
        .code32

        image_start
value:  .quad 42                        # 0 to 255
main:   mov $STACK, %esp
        print text
        mov value, %al
        out %al, $DEBUG_EXIT
        cli
1:      hlt
        jmp 1b

        .include "console.inc"
text:   .asciz "leaving by debug exit\n"
