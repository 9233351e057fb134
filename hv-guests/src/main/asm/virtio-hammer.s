# Reads from a virtio-blk at random, always so many requests at once, and says nothing but when it begins and ends. Looks
# for completion without interrupts, offers all that it can at once, and notifies the device only where it wants to be. A
# Multiboot kernel in a flat file, so that it runs under any monitor that has memory-mapped virtio.
        .equ MODE, 64
        .include "guest.inc"
        .include "long-mode.inc"
        .equ TABLES, LOAD + 0x80000
        .equ HEADERS, LOAD + 0x100000   # 16 bytes each: type 4, reserved 4, sector 8
        .equ ANSWERS, LOAD + 0x101000   # a byte each
        .equ DATA, LOAD + 0x110000

        .equ MAGIC_1, 0x1badb002
        .equ ADDRESSES, 1 << 16
        .equ BLK, 2                     # the device's number

        .code32
        image_start
registers: .quad REGISTERS              # where the first device may be
depth:  .quad 32                        # requests under way at once, 1 to 32
bytes:  .quad 4096                      # of each, a multiple of 512 up to 64 KiB
warmup: .quad 1000                      # requests before it says that it begins
count:  .quad 10000                     # requests before it says that it has ended
blocks: .quad 4096                      # of that many bytes are read, from the first sector on: a power of two, up to 2^20
        .balign 4
multiboot:
        .long MAGIC_1, ADDRESSES, -(MAGIC_1 + ADDRESSES)
        .long multiboot, start, image_end, 0, start
main:   enter_mode hammer

        .code64
hammer: mov $STACK, %esp
        mov $BLK, %edi
        call virtio_find
        xor %eax, %eax
        call virtio_begin
        xor %ecx, %ecx
        call virtio_queue
        movw $1, AVAILABLE(%rbx)        # VIRTQ_AVAIL_F_NO_INTERRUPT
        call chains
        call virtio_go
        print text
        mov $1, %r8d                    # the noise
        xor %r11d, %r11d                # the available ring's index
        xor %r12d, %r12d                # how far the used ring was read
        mov blocks, %r13d
        dec %r13d
        mov bytes, %r14d
        shr $9, %r14d                   # sectors of a request
        mov warmup, %r9
        call reads
        mov $'<', %al
        call putc
        mov count, %r9
        call reads
        mov $'>', %al
        call putc
        print newline
        end_with PASSED

# Request n has the descriptors from 4n on: header, data, status. Only the sector changes later.
chains: mov %ebx, %edi
        xor %ebp, %ebp
1:      mov %ebp, %eax
        shl $4, %eax
        movq $0, HEADERS(%rax)
        add $HEADERS, %eax
        mov $16, %ecx
        lea 1(,%rbp,4), %edx
        shl $16, %edx
        or $NEXT, %edx
        call describe
        mov bytes, %ecx
        mov %ebp, %eax
        imul %ecx, %eax
        add $DATA, %eax
        lea 2(,%rbp,4), %edx
        shl $16, %edx
        or $NEXT | WRITE, %edx
        call describe
        lea ANSWERS(%rbp), %eax
        movb $-1, (%rax)
        mov $1, %ecx
        mov $WRITE, %edx
        call describe
        add $16, %edi
        inc %ebp
        cmp depth, %ebp
        jb 1b
        ret

# r9: how many requests, 1 or more; none is under way afterwards.
reads:  mov %r9, %r10                   # r9: to be offered, r10: to come back
        xor %edx, %edx
1:      call add_read
        inc %edx
        cmp depth, %edx
        jae 2f
        test %r9, %r9
        jnz 1b
2:      mov %r11w, AVAILABLE + 2(%rbx)
        call published
3:      movzwl USED + 2(%rbx), %ebp
        cmp %bp, %r12w
        jne 4f
        pause
        jmp 3b
4:      mov %r12d, %esi
        and $LENGTH - 1, %esi
        mov USED + 4(%rbx,%rsi,8), %edx
        shr $2, %edx
        cmpb $0, ANSWERS(%rdx)
        jne 6f
        movb $-1, ANSWERS(%rdx)
        inc %r12d
        dec %r10
        test %r9, %r9
        jz 5f
        call add_read
5:      cmp %bp, %r12w
        jne 4b
        test %r10, %r10
        jnz 2b
        ret
6:      print went_wrong
        end_with FAILED

# edx: a request, which reads somewhere else now. Changes eax, ecx, rsi.
add_read:
        imul $1103515245, %r8d, %r8d
        add $12345, %r8d
        mov %r8d, %eax
        shr $12, %eax                   # the low bits are none too random
        and %r13d, %eax
        imul %r14d, %eax
        mov %edx, %esi
        shl $4, %esi
        mov %rax, HEADERS + 8(%rsi)
        mov %r11d, %esi
        and $LENGTH - 1, %esi
        lea (,%rdx,4), %ecx
        mov %cx, AVAILABLE + 4(%rbx,%rsi,2)
        inc %r11d
        dec %r9
        ret

        .include "console.inc"
        .equ PCI, 0
        .include "virtio.inc"
        .balign 8
sleeps: .long 0
text:   .asciz "virtio hammer\n"
went_wrong: .asciz "\na request failed\n"
newline: .asciz "\n"
        mode_gdt
        .balign 4
image_end:
