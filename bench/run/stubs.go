package main

import "context"

func (s *sizeRun) load(ctx context.Context) error      { return nil }
func (s *sizeRun) inProcess(ctx context.Context) error { return nil }
func (s *sizeRun) cayley(ctx context.Context) error    { return nil }
