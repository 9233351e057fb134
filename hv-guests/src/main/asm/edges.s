# Writes patterns to the first and last page of low RAM and of RAM above 4 GiB, reads them back after all are
# written (so that one page showing at two addresses is found out), and looks just beyond each end, where a write
# must not stick. Overwrites page 0, where the loader's GDT may be: it uses no segment after that.
        .include "guest.inc"
        .code64
        .equ POOL, SCRATCH              # page tables of this guest's own: up to 16 pages
        .equ PAGE, 0x1000

        image_start
low_end: .quad 0x8000000                # end of RAM below 4 GiB, a multiple of 4 KiB
high_start: .quad 0x100000000           # RAM above 4 GiB, if high_end is greater
high_end: .quad 0                       # its end; up to 2^47
main:   mov $STACK, %esp
        mov $POOL, %ebp                 # a bump allocator: the top table is the first page
        call new_table
        xor %eax, %eax                  # the guest itself: the first 2 MiB
        call map
        mov low_end, %rax
        sub $PAGE, %rax
        call map
        mov low_end, %rax
        call map
        mov high_end, %rax
        cmp high_start, %rax
        jbe 1f
        call map
        mov high_end, %rax
        sub $PAGE, %rax
        call map
        mov high_start, %rax
        call map
1:      mov $POOL, %eax
        mov %rax, %cr3

        mov $fill, %r15d                # first all are written,
        call each_page
        mov low_end, %rdi               # and beyond the ends too,
        call fill
        mov high_end, %rdi
        cmp high_start, %rdi
        jbe 1f
        call fill
1:      mov $verify, %r15d              # then all are read
        call each_page
        mov low_end, %rdi
        call verify_hole
        mov high_end, %rdi
        cmp high_start, %rdi
        jbe 1f
        call verify_hole
1:      print good
        end_with PASSED

# Calls r15 with rdi at each page to test.
each_page:
        xor %edi, %edi
        call *%r15
        mov low_end, %rdi
        sub $PAGE, %rdi
        call *%r15
        mov high_end, %rax
        cmp high_start, %rax
        jbe 1f
        mov high_start, %rdi
        call *%r15
        mov high_end, %rdi
        sub $PAGE, %rdi
        call *%r15
1:      ret

# rdi: a page. Each quad holds its own address, turned and inverted so that no two agree and none is 0.
fill:   mov $PAGE / 8, %ecx
1:      mov %rdi, %rax
        rol $17, %rax
        not %rax
        mov %rax, (%rdi)
        add $8, %rdi
        dec %ecx
        jnz 1b
        ret

verify: mov %rdi, %r14
        mov $PAGE / 8, %ecx
1:      mov %rdi, %rax
        rol $17, %rax
        not %rax
        cmp (%rdi), %rax
        jne bad
        add $8, %rdi
        dec %ecx
        jnz 1b
        print page
        call put_r14
        print ok
        ret
bad:    print page
        mov %rdi, %r14
        call put_r14
        print differs
        end_with FAILED

# rdi: an address that is no RAM.
verify_hole:
        mov %rdi, %r14
        mov %rdi, %rax
        rol $17, %rax
        not %rax
        cmp (%rdi), %rax
        je 1f
        print hole
        call put_r14
        print ok
        ret
1:      print hole
        call put_r14
        print sticks
        end_with FAILED

# Maps the 2 MiB around rax to itself. Changes rax, rcx, rdx, rdi, rsi, r9.
map:    mov %rax, %r9
        mov $POOL, %esi
        mov $39, %cl                    # bits 47:39 choose in the top table, 38:30 in the next
1:      mov %r9, %rdx
        shr %cl, %rdx
        and $511, %edx
        lea (%rsi,%rdx,8), %rdx
        testb $1, (%rdx)
        jnz 2f
        mov %rbp, %rax
        push %rcx
        call new_table
        pop %rcx
        or $3, %rax                     # present, writable
        mov %rax, (%rdx)
2:      mov (%rdx), %rsi
        and $-4096, %rsi
        sub $9, %cl
        cmp $30, %cl
        jae 1b
        mov %r9, %rdx                   # bits 29:21 choose the 2 MiB page
        shr $21, %rdx
        mov %rdx, %rax
        and $511, %edx
        shl $21, %rax
        or $0x83, %rax                  # present, writable, large
        mov %rax, (%rsi,%rdx,8)
        ret

# A cleared page at rbp, which moves on. Keeps rax. Changes rcx, rdi.
new_table:
        push %rax
        mov %rbp, %rdi
        mov $512, %ecx
        xor %eax, %eax
        cld
        rep stosq
        add $PAGE, %rbp
        pop %rax
        ret

put_r14:
        mov %r14, %rbx
        shr $32, %rbx
        call puthex
        mov %r14d, %ebx
        jmp puthex

        .include "console.inc"
page:   .asciz "edges: page "
hole:   .asciz "edges: beyond "
ok:     .asciz " ok\n"
differs: .asciz " differs\n"
sticks: .asciz " holds what was written\n"
good:   .asciz "edges done\n"
