# Stands still until ACPI tells it that it goes on as a copy (the event of the generation id, ACPI 6.5, 4.8.4.1), and says so
# by a byte before it does anything else; or, where nobody tells it, says so again and again. A Multiboot kernel in a flat
# file, so that it runs under other monitors too.
        .equ MODE, 64
        .include "guest.inc"
        .include "long-mode.inc"
        .equ TABLES, LOAD + 0x80000
        .equ TOLD, SCRATCH + 0x1000
        .equ PAGES, 0x1000000
        .equ MAGIC_1, 0x1badb002
        .equ ADDRESSES, 1 << 16

        .code32
        image_start
waits:  .quad 0                         # 1: says so when it is told; 0: at once, each time
times:  .quad 3                         # how often it says so; 0 is for ever
touched: .quad 0                        # pages of 4 KiB from 16 MiB on that it writes before all
dirtied: .quad 0                        # how many of them it writes each time that it has said so
gpe:    .quad 0x620                     # GPE0_STS; the enable register is 2 ports on
event:  .quad 5                         # its bit
        .balign 4
multiboot:
        .long MAGIC_1, ADDRESSES, -(MAGIC_1 + ADDRESSES)
        .long multiboot, start, image_end, 0, start
main:   enter_mode begin

        .code64
begin:  mov $STACK, %esp
        movl $0, TOLD
        mov touched, %rcx
        call write_pages
        print ready
        mov times, %r12
        cmpl $0, waits
        je round
        call clear_idt
        gate 0x29, sci
        mov $0xfdfb, %bx                # only line 9, and line 2, where the slave sits
        call pic_init
        mov $0x4d1, %dx
        in %dx, %al
        or $2, %al                      # line 9 is level-triggered
        out %al, %dx
        mov event, %ecx
        mov $1, %eax
        shl %cl, %eax
        mov gpe, %edx
        add $2, %edx
        out %ax, %dx

round:  cmpl $0, waits
        je 1f
        wait_until TOLD, $1
        movl $0, TOLD
        jmp 2f
1:      mov $'>', %al
        call putc
2:      mov dirtied, %rcx
        call write_pages
        dec %r12
        jnz round
        print bye
        end_with PASSED

# rcx: how many. Each gets another value than it had. Changes rcx, rdi.
write_pages:
        mov $PAGES, %edi
        jrcxz 2f
1:      incq (%rdi)
        add $4096, %rdi
        dec %rcx
        jnz 1b
2:      ret

sci:    push %rax
        push %rdx
        mov $'>', %al                   # whoever measures waits for this
        mov $COM1, %dx
        out %al, %dx
        mov gpe, %edx
        in %dx, %ax
        out %ax, %dx                    # writing ones clears
        movl $1, TOLD
        eoi_both
        pop %rdx
        pop %rax
        return_from_interrupt

        .include "console.inc"
        .include "interrupts.inc"
ready:  .asciz "generation ready\n"
bye:    .asciz "\ngeneration done\n"
        mode_gdt
        .balign 4
image_end:
