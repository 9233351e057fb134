# Exchanges frames by a virtio-net. One guest sends, always with so many frames under way, each of which has to come back, in
# order and as it was; the other sends back what comes. Both look at each frame's number and length, and, if they are told
# to, at each byte. Frames have the EtherType for local experiments (IEEE 802, 9.2.3), and from byte 16 on their number, then
# 32-bit words: the number, the number and one, ... times a constant. What else comes is passed over. Where it does not sleep
# it looks for completion without interrupts, and it notifies the device only where that wants to be. A Multiboot kernel in a
# flat file, so that it runs under other monitors too.
        .equ MODE, 64
        .include "guest.inc"
        .include "long-mode.inc"
        .equ INTERRUPTS, SCRATCH + 0x1000
        .equ OWN, SCRATCH + 0x1008      # this guest's address,
        .equ PEER, SCRATCH + 0x1010     # and whose frame came last
        .equ BUSY, SCRATCH + 0x1100     # a byte for each buffer: the device has it
        .equ TABLES, LOAD + 0x80000
        .equ RECEIVED, LOAD + 0x100000  # buffers for what comes
        .equ SENT, RECEIVED + (BUFFERS << SHIFT)
        .equ BUFFERS, 64
        .equ SHIFT, 11                  # of 2 KiB each: a header of 12 bytes (virtio 1.2, 5.1.6), a frame
        .equ HEADER, 12
        .equ ADDED, 0xf10               # in a queue's page: the available ring's index, as soon as it is published

        .equ MAGIC_1, 0x1badb002
        .equ ADDRESSES, 1 << 16
        .equ NET, 1                     # the device's number
        .equ MAC, 1 << 5
        .equ LOCAL, 0xb588              # the EtherType 88b5h, as it lies in memory
        .equ FACTOR, 0x9e3779b1
        .equ VECTOR, 0x40

        .code32
        image_start
registers: .quad REGISTERS              # MMIO: where the first device may be. PCI: where bus 0's ECAM is
echoes: .quad 0                         # 0: sends; 1: sends back
bytes:  .quad 60                        # of each frame, 24 to 1514
depth:  .quad 32                        # frames under way at once, 1 to 64
warmup: .quad 1000                      # frames before it says that it begins, beside the first one
count:  .quad 10000                     # frames before it says that it has ended
peer:   .quad 0xffffffffffff            # whom the first frame is to, its first byte lowest; the others are to who sent it back
checks: .quad 1                         # 1: fills and compares each frame; 0: only looks at its number and length
sleeps: .quad 0                         # 1: waits by interrupt
line:   .quad LINE                      # the device's, at the IO-APIC
        .balign 4
multiboot:
        .long MAGIC_1, ADDRESSES, -(MAGIC_1 + ADDRESSES)
        .long multiboot, start, image_end, 0, start
main:   enter_mode net

        .code64
net:    mov $STACK, %esp
        mov $NET, %edi
        call virtio_find
        movl $0, INTERRUPTS
        cmpl $0, sleeps
        je 1f
        call clear_idt
        gate VECTOR, completed
        mov line, %edi
        mov $VECTOR, %esi
        call line_listen
1:      mov $MAC, %eax
        call virtio_begin
        call own_address
        xor %ecx, %ecx
        call virtio_queue
        mov %rbx, %r12                  # what comes
        mov sleeps, %eax
        xor $1, %eax
        mov %ax, AVAILABLE(%r12)        # VIRTQ_AVAIL_F_NO_INTERRUPT
        mov $1, %ecx
        call virtio_queue
        mov %rbx, %r13                  # what goes
        movw $1, AVAILABLE(%r13)
        mov peer, %rax
        mov %rax, PEER
        call room
        call frames
        call virtio_go
        call publish
        print text

        xor %r14d, %r14d                # how many frames it has sent of itself
        xor %ebp, %ebp                  # how many have come
        mov $1, %r8d                    # how many may be under way
        mov $1, %r9d                    # with how many it is done
        call exchange
        cmpl $0, echoes
        jne 1f
        call frames                     # to whom they are is known now
1:      mov depth, %r8d
        add warmup, %r9d
        call exchange
        mov $'<', %al
        call putc
        add count, %r9d
        call exchange
        mov $'>', %al
        call putc
2:      call reap                       # the last ones are to leave before the machine ends
        mov ADDED(%r13), %eax
        cmp SEEN(%r13), %ax
        jne 2b

        print exchanged
        mov %ebp, %ebx
        call puthex
        print newline
        cmpl $0, sleeps
        je 3f
        print interrupted
        mov INTERRUPTS, %ebx
        call puthex
        print newline
3:      print good
        end_with PASSED

# Exchanges frames until as many as r9d says have come. Changes all but r8, r9, r12, r13, r15.
exchange:
        call reap
        call send
        call publish
1:      cmp %r9d, %ebp
        jae 3f
        call either
2:      mov %r12, %rbx
        call taken
        jz exchange
        call arrived
        cmp %r9d, %ebp                  # what comes behind the last one may wait for the next time
        jb 2b
        jmp exchange
3:      ret

# Waits until the device has given something back. Stands still meanwhile where "sleeps" is not 0 and something is to come:
# of what was sent nobody is told by an interrupt. Changes eax.
either: cli
        movzwl USED + 2(%r12), %eax
        cmp SEEN(%r12), %ax
        jne 1f
        movzwl USED + 2(%r13), %eax
        cmp SEEN(%r13), %ax
        jne 1f
        cmpl $0, sleeps
        je either
        mov ADDED(%r12), %eax
        cmp SEEN(%r12), %ax             # the device has no room for what comes
        je either
        cmpl $0, echoes
        jne 2f
        cmp %ebp, %r14d                 # nothing is under way
        je either
2:      sti
        hlt
        jmp either
1:      ret

# A chain of the queue at rbx that the device has given back: eax is its head, edx the bytes written; the flags say zero
# where there is none. Changes rsi.
taken:  movzwl USED + 2(%rbx), %eax
        cmp SEEN(%rbx), %ax
        je 1f
        call next_used
        or $1, %esi
1:      ret

# The buffers that were sent are free again; whoever sends back gives them to the device to receive. Changes eax, rbx, edx,
# rsi.
reap:   mov %r13, %rbx
        call taken
        jz 2f
        cmpl $0, echoes
        jne 1f
        movb $0, BUSY(%rax)
        jmp reap
1:      mov %r12, %rbx
        call add_head
        jmp reap
2:      ret

# Sends what may be under way beside what is. Changes eax, rbx, ecx, edx, rdi, rsi.
send:   cmpl $0, echoes
        jne 2f
        mov %r13, %rbx
1:      cmp %r9d, %r14d
        jae 2f
        mov %r14d, %eax
        sub %ebp, %eax
        cmp %r8d, %eax
        jae 2f
        mov %r14d, %eax
        and $BUFFERS - 1, %eax
        cmpb $0, BUSY(%rax)
        jne 2f
        movb $1, BUSY(%rax)
        call add_head
        shl $SHIFT, %eax
        lea SENT + HEADER(%rax), %edi
        mov %r14d, 16(%rdi)
        inc %r14d
        cmpl $0, checks
        je 1b
        mov 16(%rdi), %eax
        imul $FACTOR, %eax, %eax
        call words
3:      mov %eax, (%rdi)                # a few bytes behind the last one, too
        add $4, %edi
        add $FACTOR, %eax
        dec %ecx
        jnz 3b
        jmp 1b
2:      ret

# rdi: a frame. ecx: how many words it has behind its number, the last of which may be cut short; edi: where they are.
words:  mov bytes, %ecx
        sub $20 - 3, %ecx
        shr $2, %ecx
        add $20, %edi
        ret

# eax: a buffer that has come, edx: how many bytes of it. Changes all but those that exchange keeps.
arrived:
        mov %eax, %edi
        shl $SHIFT, %edi
        add $RECEIVED + HEADER, %edi
        cmpw $LOCAL, 12(%rdi)
        jne add_received
        mov (%rdi), %ecx
        cmp $-1, %ecx
        je 1f
        cmp OWN, %ecx
        jne add_received
        mov 4(%rdi), %cx
        cmp OWN + 4, %cx
        jne add_received
1:      mov bytes, %ecx
        add $HEADER, %ecx
        cmp %ecx, %edx
        jne differs
        cmp 16(%rdi), %ebp
        jne differs
        cmpl $0, checks
        je 3f
        push %rax
        push %rdi
        mov %ebp, %eax
        imul $FACTOR, %eax, %eax
        mov bytes, %esi
        add %edi, %esi                  # where the frame ends
        call words
        dec %ecx                        # the last one may be cut short
        jz 5f
2:      cmp %eax, (%rdi)
        jne differs
        add $4, %edi
        add $FACTOR, %eax
        dec %ecx
        jnz 2b
5:      cmp %al, (%rdi)
        jne differs
        shr $8, %eax
        inc %edi
        cmp %edi, %esi
        jne 5b
        pop %rdi
        pop %rax
3:      inc %ebp
        mov 6(%rdi), %ecx
        mov %ecx, PEER
        movzwl 10(%rdi), %ecx
        mov %ecx, PEER + 4
        cmpl $0, echoes
        je add_received
        mov PEER, %ecx                  # back to whom it came from
        mov %ecx, (%rdi)
        mov PEER + 4, %cx
        mov %cx, 4(%rdi)
        mov OWN, %ecx
        mov %ecx, 6(%rdi)
        mov OWN + 4, %cx
        mov %cx, 10(%rdi)
        movw $0, -2(%rdi)               # num_buffers is the device's to say
        mov %r13, %rbx
        mov %eax, %ecx
        shl $4, %ecx
        mov %edx, 8(%rbx,%rcx)          # the descriptor's length
        jmp add_head

# eax: a buffer, which the device may have for what comes. Changes rbx, esi.
add_received:
        mov %r12, %rbx
# eax: the head of a chain, for the queue at rbx as soon as it is published. Changes esi.
add_head:
        mov ADDED(%rbx), %esi
        and $LENGTH - 1, %esi
        mov %ax, AVAILABLE + 4(%rbx,%rsi,2)
        incl ADDED(%rbx)
        ret

# What was added to either queue is the device's. Changes eax, rbx, rdx.
publish:
        mov %r13, %rbx
        call 1f
        mov %r12, %rbx
1:      mov ADDED(%rbx), %eax
        cmp %ax, AVAILABLE + 2(%rbx)
        je 2f
        mov %ax, AVAILABLE + 2(%rbx)
        jmp published
2:      ret

own_address:
        mov CONFIG, %rsi
        xor %ecx, %ecx
1:      mov (%rsi,%rcx), %al
        mov %al, OWN(%rcx)
        inc %ecx
        cmp $6, %ecx
        jb 1b
        ret

# All buffers for what comes are the device's; what is sent back goes from where it came. Changes most.
room:   xor %ebp, %ebp
1:      mov %r12, %rbx
        mov %ebp, %edi
        shl $4, %edi
        add %ebx, %edi
        mov %ebp, %eax
        shl $SHIFT, %eax
        add $RECEIVED, %eax
        movq $0, (%rax)
        movl $0, 8(%rax)
        mov $1 << SHIFT, %ecx
        mov $WRITE, %edx
        call describe
        mov %ebp, %edi
        shl $4, %edi
        add %r13d, %edi
        xor %edx, %edx
        call describe
        mov %ebp, %eax
        call add_head
        inc %ebp
        cmp $BUFFERS, %ebp
        jb 1b
        ret

# Who sends has its frames ready, for whom PEER says. Changes eax, rbx, ecx, edx, rdi.
frames: cmpl $0, echoes
        jne 2f
        xor %ebx, %ebx
1:      mov %ebx, %eax
        shl $SHIFT, %eax
        add $SENT, %eax
        movq $0, (%rax)                 # the header: nothing is left to be done
        movl $0, 8(%rax)
        mov PEER, %rcx
        mov %rcx, HEADER(%rax)
        mov OWN, %ecx
        mov %ecx, HEADER + 6(%rax)
        mov OWN + 4, %cx
        mov %cx, HEADER + 10(%rax)
        movl $LOCAL, HEADER + 12(%rax)
        movb $0, BUSY(%rbx)
        mov %ebx, %edi
        shl $4, %edi
        add %r13d, %edi
        mov bytes, %ecx
        add $HEADER, %ecx
        xor %edx, %edx
        call describe
        inc %ebx
        cmp $BUFFERS, %ebx
        jb 1b
2:      ret

differs: print wrong
        mov %ebp, %ebx
        call puthex
        print newline
        end_with FAILED

completed:
        push %rax
        call virtio_acknowledge
        incl INTERRUPTS
        call apic_eoi
        pop %rax
        return_from_interrupt

        .include "console.inc"
        .include "interrupts.inc"
        .include "apic.inc"
        .include "virtio.inc"
text:   .asciz "virtio net\n"
exchanged: .asciz "\nnet frames "
interrupted: .asciz "net interrupts "
good:   .asciz "net ok\n"
wrong:  .asciz "\nnet: not what was sent, frame "
newline: .asciz "\n"
        mode_gdt
        .balign 4
image_end:
