package main

func publish(found, page string) error { return nil }
