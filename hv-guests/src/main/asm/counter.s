# Counts in a register and in memory, and in each round leaves the guest in every way asked for. What it prints
# depends only on its parameters and on what it reads, so two runs, or a run and its restored copy, can be compared.
        .include "guest.inc"
        .code64
        .equ COUNT, SCRATCH + 0x1000
        .equ TICKED, SCRATCH + 0x1008
        .equ BUFFER, SCRATCH + 0x1100
        .equ LENGTH, 16                 # bytes of a string access

        .equ PIO_OUT, 1
        .equ PIO_IN, 2
        .equ MMIO_WRITE, 4
        .equ MMIO_READ, 8
        .equ TIMER, 16
        .equ OUTSB, 32
        .equ INSB, 64
        .equ MMIO_SPLIT, 128

        image_start
rounds: .quad 16                        # 1 to 2^32 - 1
every:  .quad 4                         # a line after so many rounds, at least 1
kinds:  .quad 0x7f                      # which of the above; TIMER needs 8259A and 8254
port:   .quad 0x80                      # for PIO and string accesses
mmio:   .quad 0xd0000000                # an address below 4 GiB that is not RAM, a multiple of 4 KiB
main:   mov $STACK, %esp
        movq $0, COUNT
        xor %r12d, %r12d                # the count
        xor %r13d, %r13d                # a sum over what was read
        mov every, %r14d                # rounds until the next line
        mov kinds, %r15d
        test $TIMER, %r15d
        jz 1f
        call clear_idt
        gate 0x20, tick
        mov $0xfffe, %bx
        call pic_init
1:      print started

round:  inc %r12
        incq COUNT
        cmp %r12, COUNT
        jne bad

        test $PIO_OUT, %r15d
        jz 1f
        mov port, %edx
        mov %r12b, %al
        out %al, %dx
1:      test $PIO_IN, %r15d
        jz 1f
        mov port, %edx
        xor %eax, %eax
        in %dx, %al
        call add_rax
1:      test $MMIO_WRITE, %r15d
        jz 1f
        mov mmio, %edx
        mov %r12d, (%rdx)
1:      test $MMIO_READ, %r15d
        jz 1f
        mov mmio, %edx
        mov 8(%rdx), %eax
        call add_rax
1:      test $TIMER, %r15d
        jz 1f
        movl $0, TICKED
        mov $0x30, %al                  # channel 0, low then high byte, mode 0: one interrupt at the end
        mov $1193, %bx
        call pit_start
        wait_until TICKED, $1
1:      test $OUTSB, %r15d
        jz 1f
        call fill
        mov $BUFFER, %esi
        mov $LENGTH, %ecx
        mov port, %edx
        cld
        rep outsb
        mov %esi, %eax
        call add_rax
1:      test $INSB, %r15d
        jz 1f
        mov $BUFFER, %edi
        mov $LENGTH, %ecx
        mov port, %edx
        cld
        rep insb
        mov BUFFER, %rax
        call add_rax
        mov BUFFER + 8, %rax
        call add_rax
1:      test $MMIO_SPLIT, %r15d         # across the end of a page: two accesses to the outside
        jz 1f
        mov mmio, %edx
        mov %r12, 0xffc(%rdx)
1:
        dec %r14d
        jnz 2f
        mov every, %r14d
        print text
        mov %r12d, %ebx
        call puthex
        print sum
        mov %r13, %rbx
        shr $32, %rbx
        call puthex
        mov %r13d, %ebx
        call puthex
        print newline
2:      mov rounds, %eax
        cmp %rax, %r12
        jb round
        print bye
        end_with PASSED
bad:    print wrong
        end_with FAILED

add_rax:
        rol $5, %r13
        add %rax, %r13
        ret

fill:   mov $LENGTH, %ecx
1:      lea (%rcx,%r12), %eax
        mov %al, BUFFER - 1(%rcx)
        dec %ecx
        jnz 1b
        ret

tick:   push %rax
        movl $1, TICKED
        eoi_master
        pop %rax
        return_from_interrupt

        .include "console.inc"
        .include "interrupts.inc"
started: .asciz "counter started\n"
text:   .asciz "count "
sum:    .asciz " sum "
newline: .asciz "\n"
bye:    .asciz "counter done\n"
wrong:  .asciz "register and memory differ\n"
