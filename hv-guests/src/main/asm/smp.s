# The first vCPU wakes all others by INIT and SIPI, then calls them one by one; each says who it is and answers.
# Starts in 32-bit code; the others stay in real mode, in the page at 0x8000.
        .include "guest.inc"
        .code32
        .equ APIC, 0xfee00000
        .equ SPURIOUS, 0x0f0
        .equ ICR, 0x300
        .equ PAGE, 0x8000
        .equ VARIABLES, 0x9000
        .equ ARRIVED, VARIABLES         # how many others run
        .equ TURN, VARIABLES + 4        # whose turn it is: 1 ..., 0 is the first vCPU's
        .equ AP_STACK, VARIABLES + 0x1000

        image_start
vcpus:  .quad 2                         # in all; 2 to 65535
main:   mov $STACK, %esp
        movl $0, ARRIVED
        movl $0, TURN
        mov $ap_start, %esi
        mov $PAGE, %edi
        mov $(ap_end - ap_start), %ecx
        cld
        rep movsb
        mov $APIC, %ebp
        movl $0x1ff, SPURIOUS(%ebp)
        print waking
        movl $0xc4500, ICR(%ebp)        # INIT, assert, to all but this one
        call pause_long
        movl $0xc4600 | (PAGE >> 12), ICR(%ebp)     # SIPI
        call pause_long
        movl $0xc4600 | (PAGE >> 12), ICR(%ebp)     # again, as the MP specification (B.4) asks
        mov vcpus, %edi
        dec %edi
1:      pause
        cmp %edi, ARRIVED
        jb 1b
        xor %esi, %esi
2:      inc %esi
        mov %esi, TURN                  # vCPU esi, speak
3:      pause
        cmpl $0, TURN
        jne 3b
        cmp %edi, %esi
        jb 2b
        print done
        mov vcpus, %ebx
        call puthex
        print newline
        end_with PASSED

pause_long:
        mov $20000, %ecx
1:      pause
        dec %ecx
        jnz 1b
        ret

        .include "console.inc"
waking: .asciz "waking the others\n"
done:   .asciz "all answered: "
newline: .asciz "\n"

# From here on copied to PAGE: only relative jumps, and data by its place there.
        .code16
ap_start:
        cli
        xor %ax, %ax
        mov %ax, %ds
        mov %ax, %ss
        mov $1, %bp
        lock xadd %bp, ARRIVED          # 0 for the first to come
        inc %bp
1:      pause
        cmp %bp, TURN
        jne 1b
        mov $AP_STACK, %sp              # one speaks at a time, so one stack is enough
        mov $(PAGE + ap_text - ap_start), %si
        call ap_puts
        mov %bp, %ax
        call ap_put4
        mov $(PAGE + ap_apic - ap_start), %si
        call ap_puts
        mov $1, %eax
        cpuid
        shr $24, %ebx                   # initial APIC id
        mov %bx, %ax
        call ap_put4
        mov $'\n', %al
        call ap_putc
        movw $0, TURN
2:      hlt
        jmp 2b

ap_puts:
        cld
1:      lodsb
        test %al, %al
        jz 2f
        call ap_putc
        jmp 1b
2:      ret

ap_put4:
        mov %ax, %bx
        mov $4, %cx
1:      rol $4, %bx
        mov %bl, %al
        and $15, %al
        add $'0', %al
        cmp $'9', %al
        jbe 2f
        add $'a' - '9' - 1, %al
2:      call ap_putc
        dec %cx
        jnz 1b
        ret

ap_putc:
        mov %al, %ah
        mov $COM1 + 5, %dx
1:      in %dx, %al
        test $0x20, %al
        jz 1b
        mov %ah, %al
        mov $COM1, %dx
        out %al, %dx
        ret
ap_text: .asciz "vcpu "
ap_apic: .asciz " apic id "
ap_end:
        .code32
