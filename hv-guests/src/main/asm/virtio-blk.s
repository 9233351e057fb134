# Drives a virtio-blk: tells its capacity and serial number, writes a pattern, flushes, and reads it back. A disk that is
# read-only is read, and must refuse to be written. Completion is seen by looking, or by interrupt (IO-APIC).
        .include "guest.inc"
        .code64
        .equ INTERRUPTS, SCRATCH + 0x1000
        .equ HEADER, LOAD + 0x100000    # type 4, reserved 4, sector 8
        .equ ANSWER, HEADER + 16        # the status, one byte
        .equ DATA, HEADER + 0x1000
        .equ SIZE, 4096
        .equ SECTORS, SIZE / 512

        .equ BLK, 2                     # the device's number
        .equ READ_ONLY, 1 << 5
        .equ FLUSHES, 1 << 9
        .equ IN, 0                      # request types (virtio 1.2, 5.2.6)
        .equ OUT, 1
        .equ FLUSH, 4
        .equ GET_ID, 8
        .equ OK, 0
        .equ IOERR, 1
        .equ VECTOR, 0x40

        image_start
registers: .quad REGISTERS              # MMIO: where the first device may be. PCI: where bus 0's ECAM is
first:  .quad 8                         # the first sector
requests: .quad 16                      # of 4 KiB each
sleeps: .quad 0                         # 1: waits by interrupt
line:   .quad LINE                      # the device's, at the IO-APIC
broken: .quad 0                         # 1: first sends a chain that is a loop, and goes on after a reset
main:   mov $STACK, %esp
        mov $BLK, %edi
        call virtio_find
        movl $0, INTERRUPTS
        cmpl $0, sleeps
        je 1f
        call clear_idt
        gate VECTOR, completed
        mov line, %edi
        mov $VECTOR, %esi
        call line_listen
1:      cmpl $0, broken
        je 1f
        call loop_of_descriptors
1:      call begin

        print capacity
        mov CONFIG, %rdx
        mov (%rdx), %ebx
        call puthex
        print serial
        movq $0, DATA + 16              # it has 20 bytes, and ends with a zero byte only where it is shorter
        movq $0, DATA + 24
        mov $GET_ID, %edi
        mov $20, %ecx
        mov $WRITE, %edx
        call request_well
        print DATA
        print newline
        mov requests, %r13d
        mov first, %r12d
        testl $READ_ONLY, ACCEPTED
        jnz read_only

1:      call pattern
        mov $OUT, %edi
        mov $SIZE, %ecx
        xor %edx, %edx
        call request_well
        add $SECTORS, %r12d
        dec %r13d
        jnz 1b
        mov $FLUSH, %edi
        xor %ecx, %ecx
        call request_well
        mov requests, %r13d
        mov first, %r12d
1:      call read
        call verify
        add $SECTORS, %r12d
        dec %r13d
        jnz 1b
        print written
        jmp done

read_only:
        mov $OUT, %edi
        mov $SIZE, %ecx
        xor %edx, %edx
        call request
        cmp $IOERR, %al
        jne failed
        xor %ebp, %ebp
1:      call read
        mov $SIZE / 4, %ecx
        mov $DATA, %esi
2:      add (%rsi), %ebp
        add $4, %esi
        dec %ecx
        jnz 2b
        add $SECTORS, %r12d
        dec %r13d
        jnz 1b
        print sum
        mov %ebp, %ebx
        call puthex
        print newline

done:   cmpl $0, sleeps
        je 1f
        sti                             # what came while it looked is counted too: it may never have had to sleep
        nop
        cli
        print interrupted
        mov INTERRUPTS, %ebx
        call puthex
        print newline
1:      print good
        end_with PASSED

begin:  mov $READ_ONLY | FLUSHES, %eax
        call virtio_begin
        xor %ecx, %ecx
        call virtio_queue
        mov sleeps, %eax
        xor $1, %eax
        mov %ax, AVAILABLE(%rbx)        # VIRTQ_AVAIL_F_NO_INTERRUPT
        jmp virtio_go

# r12d: a sector. What is on it and the seven after it, in 32-bit words: each its number on the disk times a constant.
read:   mov $DATA, %edi
        mov $SIZE / 8, %ecx
        mov $-1, %rax
        cld
        rep stosq
        mov $IN, %edi
        mov $SIZE, %ecx
        mov $WRITE, %edx
        jmp request_well

pattern: mov $DATA, %edi
        call each_word
1:      mov %eax, (%rdi)
        add $4, %edi
        add $0x9e3779b1, %eax
        dec %ecx
        jnz 1b
        ret

verify: mov $DATA, %edi
        call each_word
1:      cmp %eax, (%rdi)
        jne 2f
        add $4, %edi
        add $0x9e3779b1, %eax
        dec %ecx
        jnz 1b
        ret
2:      print differs
        mov %r12d, %ebx
        call puthex
        print newline
        end_with FAILED

each_word:
        mov %r12d, %eax
        shl $7, %eax
        imul $0x9e3779b1, %eax, %eax
        mov $SIZE / 4, %ecx
        ret

# edi: type, r12d: sector, ecx: bytes of DATA, edx: WRITE where the device writes them. al: the status. Changes most.
request:
        mov %edi, HEADER
        movl $0, HEADER + 4
        mov %r12, HEADER + 8
        movb $-1, ANSWER
        mov $QUEUES, %ebx
        mov %ebx, %edi
        mov %edx, %r8d
        mov %ecx, %r9d
        mov $HEADER, %eax
        mov $16, %ecx
        mov $1 << 16 | NEXT, %edx
        call describe
        mov %r9d, %ecx
        jrcxz 1f
        mov $DATA, %eax
        mov %r8d, %edx
        or $2 << 16 | NEXT, %edx
        call describe
1:      mov $ANSWER, %eax
        mov $1, %ecx
        mov $WRITE, %edx
        call describe
        xor %eax, %eax
        call offer
        call await
        test %eax, %eax
        jnz failed
        mov ANSWER, %al
        ret

request_well:
        call request
        cmp $OK, %al
        jne failed
        ret
failed: print went_wrong
        movzbl ANSWER, %ebx
        call puthex
        print newline
        end_with FAILED

# A descriptor that continues with itself (2.7.5): the device wants to be reset.
loop_of_descriptors:
        call begin
        mov %ebx, %edi
        mov $HEADER, %eax
        mov $16, %ecx
        mov $NEXT, %edx
        call describe
        xor %eax, %eax
        call offer
1:      call virtio_status
        test $NEEDS_RESET, %al
        jz 1b
        print needs_reset
        ret

completed:
        push %rax
        call virtio_acknowledge
        test $1, %al                    # a queue wants to be looked at; a software KVM delivers some interrupts twice
        jz 1f
        incl INTERRUPTS
1:      call apic_eoi
        pop %rax
        return_from_interrupt

        .include "console.inc"
        .include "interrupts.inc"
        .include "apic.inc"
        .include "virtio.inc"
capacity: .asciz "blk sectors "
serial: .asciz " serial "
written: .asciz "blk written and read\n"
sum:    .asciz "blk read-only, sum "
interrupted: .asciz "blk interrupts "
good:   .asciz "blk ok\n"
differs: .asciz "blk differs at sector "
went_wrong: .asciz "blk request failed, status "
needs_reset: .asciz "blk needs a reset\n"
newline: .asciz "\n"
