# The shortest loop that leaves the guest: one access, count, again. KIND: 0 out, 1 in, 2 MMIO write, 3 MMIO read.
        .include "guest.inc"
        .code64

        image_start
count:  .quad 1000000                   # accesses; 0 is 2^64, for ever
where:  .quad TARGET                    # port, or physical address below 4 GiB that is not RAM
main:   mov count, %rcx
        mov where, %rdx
        xor %eax, %eax
        .balign 16
        .if KIND == 0
1:      out %al, %dx
        .elseif KIND == 1
1:      in %dx, %al
        .elseif KIND == 2
1:      mov %eax, (%rdx)
        .else
1:      mov (%rdx), %eax
        .endif
        dec %rcx
        jnz 1b
        end_with PASSED
