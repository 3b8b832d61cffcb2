// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// Roots of one bank's log, by the size of the tree. Only the bank writes, only ever larger trees, and nothing is written over.
contract LogAnchor {
    address public immutable bank;
    uint64 public latest;
    mapping(uint64 => bytes32) public rootAt;

    event Anchored(uint64 indexed size, bytes32 root);

    constructor() {
        bank = msg.sender;
    }

    function anchor(uint64 size, bytes32 root) external {
        require(msg.sender == bank, "not the bank");
        require(size > latest, "not a larger tree");
        latest = size;
        rootAt[size] = root;
        emit Anchored(size, root);
    }
}
