# A Multiboot kernel for try-in-qemu: brings the processor to the state in which hv enters a flat guest, and jumps to
# ENTRY.
        .include "long-mode.inc"
        .code32
        .equ TABLES, 0x500000

        .text
        .balign 4
        .long 0x1badb002, 0, -0x1badb002
        .globl start
start:  enter_mode ENTRY

        mode_gdt
