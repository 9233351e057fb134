# Sends a line by port 0 of a virtio-console, then sends back what it receives there, until byte 4 (Ctrl-D) comes.
        .include "guest.inc"
        .code64
        .equ TOWARDS, LOAD + 0x100000   # what the device writes
        .equ SIZE, 64
        .equ CONSOLE, 3                 # the device's number
        .equ IN, 0                      # port 0's queues (virtio 1.2, 5.3.2)
        .equ OUT, 1

        image_start
registers: .quad REGISTERS              # MMIO: where the first device may be. PCI: where bus 0's ECAM is
main:   mov $STACK, %esp
        mov $CONSOLE, %edi
        call virtio_find
        xor %eax, %eax                  # one port
        call virtio_begin
        mov $IN, %ecx
        call virtio_queue
        mov %rbx, %r12
        mov $OUT, %ecx
        call virtio_queue
        mov %rbx, %r13
        movw $1, AVAILABLE(%r12)        # VIRTQ_AVAIL_F_NO_INTERRUPT
        movw $1, AVAILABLE(%r13)
        call virtio_go
        print ready
        mov $hello, %eax
        mov $hello_end - hello, %ecx
        call send

1:      mov %r12, %rbx
        mov %ebx, %edi
        mov $TOWARDS, %eax
        mov $SIZE, %ecx
        mov $WRITE, %edx
        call describe
        xor %eax, %eax
        call offer
        call await
        mov %edx, %ebp
        mov $TOWARDS, %eax
        mov %edx, %ecx
        call send
        cmpb $4, TOWARDS - 1(%rbp)
        jne 1b
        print bye
        end_with PASSED

# eax: bytes, ecx: how many.
send:   mov %r13, %rbx
        mov %ebx, %edi
        xor %edx, %edx
        call describe
        xor %eax, %eax
        call offer
        jmp await

        .include "console.inc"
        .include "virtio.inc"
        .balign 8
sleeps: .long 0
ready:  .asciz "console ready\n"
bye:    .asciz "console done\n"
hello:  .ascii "hello by virtio\n"
hello_end:
